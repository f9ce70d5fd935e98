namespace MeecoPS.Shell;

/// <summary>Finds the module that the shell imports.</summary>
internal static class ModuleLocation
{
    /// <summary>The environment variable that names another module: its folder or its manifest.</summary>
    public const string Override = "MEECOPS_MODULE";

    private const string Manifest = "MeecoPS.psd1";

    /// <summary>
    /// The full path of the manifest: what <c>MEECOPS_MODULE</c> names, else a folder MeecoPS beside the shell (as it is
    /// shipped), else out/MeecoPS of the repository that the shell was built in.
    /// </summary>
    /// <returns>The path, or null if there is no module.</returns>
    public static string? Find() => Candidates().FirstOrDefault(File.Exists) is { } path ? Path.GetFullPath(path) : null;

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Override) is { Length: > 0 } named)
        {
            // No other copy is taken if this one is missing: whoever names a module wants that one.
            return [Directory.Exists(named) ? Path.Combine(named, Manifest) : named];
        }

        return Ancestors(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, "out", "MeecoPS", Manifest))
            .Prepend(Path.Combine(AppContext.BaseDirectory, "MeecoPS", Manifest));
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
