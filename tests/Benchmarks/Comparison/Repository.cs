using System.Diagnostics;

namespace Meeco.Benchmarks.Comparison;

/// <summary>The folders of the repository that the program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Module { get; } = Path.Combine(Root, "out", "MeecoPS", "MeecoPS.psd1");

    public static string Server { get; } = Path.Combine(Root, "out", "Meeco.Server", "Meeco.Server.dll");

    public static string Interop { get; } = Path.Combine(Root, "tests", "Interop");

    public static string Published { get; } = Path.Combine(Root, "tests", "Benchmarks", "published");

    public static string Example { get; } = Path.Combine(Root, "docs", "examples", "on-sharing.ps1");

    public static string PerformancePage { get; } = Path.Combine(Root, "docs", "performance.md");

    /// <summary>The shell, built in the same configuration as this program.</summary>
    public static string Shell { get; } =
        Path.Combine(Root, "src", "MeecoPS.Shell", "bin", Configuration, "net10.0", "MeecoPS.Shell.dll");

    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The commit that was built, with a mark if the work tree had changes.</summary>
    public static string Commit()
    {
        try
        {
            var changed = Git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/performance.md").Length > 0;
            return Git("rev-parse", "--short=10", "HEAD") + (changed ? " with changes" : "");
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return "unknown";
        }
    }

    private static string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : throw new InvalidOperationException("git refused.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmarks must run inside the repository.");
        }

        return folder.FullName;
    }
}
