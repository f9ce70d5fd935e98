namespace MeecoPS.Tests.Support;

/// <summary>The folders of the repository that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The shell, built in the same configuration as this program.</summary>
    public static string Shell { get; } =
        Path.Combine(Root, "src", "MeecoPS.Shell", "bin", Configuration, "net10.0", "MeecoPS.Shell.dll");

    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("This program must run inside the repository.");
        }

        return folder.FullName;
    }
}
