using System.Reflection;
using MeecoPS.Errors;

namespace MeecoPS.Servers;

/// <summary>How to run a Meeco.Server that lies in a folder.</summary>
/// <param name="FileName">The program to start.</param>
/// <param name="Arguments">What it needs before the server's own arguments.</param>
/// <param name="Folder">The folder, in which the server finds its settings.</param>
internal sealed record ServerProgram(string FileName, IReadOnlyList<string> Arguments, string Folder)
{
    private const string Name = "Meeco.Server";

    /// <summary>The server's own program: the one that is started, or the dll that <c>dotnet</c> runs.</summary>
    public string ProgramPath => Arguments.Count > 0 ? Arguments[0] : FileName;

    /// <summary>
    /// Where the server is looked for: beside the folder that the module was imported from; for a module that the
    /// gallery's client installed, whose folder is a version's, also beside the folder of all its versions. It is
    /// a folder, or the zip file as it was downloaded.
    /// </summary>
    public static string DefaultFolder => FindDefaultFolder(
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "..")));

    /// <summary>Finds the server's program.</summary>
    /// <param name="path">The full path of the server's folder, of its dll or of its executable.</param>
    /// <returns>The program; null when there is none.</returns>
    public static ServerProgram? Find(string path)
    {
        if (Directory.Exists(path))
        {
            return Find(Path.Combine(path, Name + ".dll"))
                ?? Find(Path.Combine(path, OperatingSystem.IsWindows() ? Name + ".exe" : Name));
        }

        if (!File.Exists(path))
        {
            return null;
        }

        var folder = Path.GetDirectoryName(path)!;
        if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return new ServerProgram(path, [], folder);
        }

        // The executable beside a dll looks for .NET at its standard place only; `dotnet` knows where it is itself.
        return FindDotnet() is { } dotnet
            ? new ServerProgram(dotnet, [path], folder)
            : throw MeecoErrors.DotnetMissing(ServerRuntime.Remedy);
    }

    private static string FindDefaultFolder(string module)
    {
        var beside = Path.GetFullPath(Path.Combine(module, "..", Name));
        var besideAllVersions = Path.GetFullPath(Path.Combine(module, "..", "..", Name));
        if (Directory.Exists(beside))
        {
            return beside;
        }

        var isVersion = Version.TryParse(Path.GetFileName(module), out _);
        if (isVersion && Directory.Exists(besideAllVersions))
        {
            return besideAllVersions;
        }

        return FindArchive(Path.Combine(module, ".."))
            ?? (isVersion ? FindArchive(Path.Combine(module, "..", "..")) : null)
            ?? beside;
    }

    // As it was downloaded. The newest, if there are several.
    private static string? FindArchive(string folder) => Directory.EnumerateFiles(folder, $"{Name}.*.zip")
        .OrderByDescending(File.GetLastWriteTimeUtc)
        .Select(Path.GetFullPath)
        .FirstOrDefault();

    private static string? FindDotnet()
    {
        var file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .Prepend(Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? string.Empty)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
