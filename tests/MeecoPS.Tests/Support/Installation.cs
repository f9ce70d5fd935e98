using System.IO.Compression;
using System.Reflection;

namespace MeecoPS.Tests.Support;

/// <summary>
/// The module as a user has it: the package that the build left, expanded into a clean folder as the gallery's client does
/// it, and beside it the server out of its zip file. It is made when the first test asks, and goes with this process.
/// </summary>
internal static class Installation
{
    // What is the package's own, and not the module's.
    private static readonly string[] Wrapping = ["_rels", "package", "[Content_Types].xml", "MeecoPS.nuspec"];

    private static readonly Lazy<string> Folder = new(Expand);

    /// <summary>The version that everything of this build has.</summary>
    public static string Version { get; } = typeof(Installation).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The package of the module.</summary>
    public static string Package { get; } = Left("MeecoPS", "nupkg");

    /// <summary>The zip file of the server.</summary>
    public static string ServerArchive { get; } = Left("Meeco.Server", "zip");

    /// <summary>The folder of the module.</summary>
    public static string Module => Path.Combine(Folder.Value, "MeecoPS");

    /// <summary>The folder of the server.</summary>
    public static string Server => Path.Combine(Folder.Value, "Meeco.Server");

    private static string Left(string name, string extension) => Path.Combine(
        Repository.Root, "out", Repository.Configuration == "Release" ? "" : Repository.Configuration, $"{name}.{Version}.{extension}");

    private static string Expand()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        var module = Path.Combine(folder.Path, "MeecoPS");
        ZipFile.ExtractToDirectory(Package, module);
        foreach (var name in Wrapping.Select(name => Path.Combine(module, name)))
        {
            if (Directory.Exists(name))
            {
                Directory.Delete(name, recursive: true);
            }

            File.Delete(name);
        }

        ZipFile.ExtractToDirectory(ServerArchive, Path.Combine(folder.Path, "Meeco.Server"));
        return folder.Path;
    }

    private static void Remove(TemporaryFolder folder)
    {
        try
        {
            folder.Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            // Windows keeps the assemblies of a process until it has ended; the folder is the system's to clean up.
        }
    }
}
