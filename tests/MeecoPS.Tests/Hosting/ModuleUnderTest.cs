namespace MeecoPS.Tests.Hosting;

/// <summary>Where the build left what the tests run against.</summary>
internal static class ModuleUnderTest
{
    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Output { get; } = Path.Combine(RepositoryRoot, "out");

    public static string Manifest { get; } = Path.Combine(Output, "MeecoPS", "MeecoPS.psd1");

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "MeecoPS.sln")) ? folder : FindRoot(Directory.GetParent(folder)!.FullName);
}
