using System.Diagnostics;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Comparison;

/// <summary>The files of the repository that are measured, or that measure.</summary>
internal static class RepositoryFiles
{
    public static string Module { get; } = Path.Combine(Repository.Root, "out", "MeecoPS", "MeecoPS.psd1");

    public static string Server { get; } = Path.Combine(Repository.Root, "out", "Meeco.Server", "Meeco.Server.dll");

    public static string Interop { get; } = Path.Combine(Repository.Root, "tests", "Interop");

    public static string Published { get; } = Path.Combine(Repository.Root, "tests", "Benchmarks", "published");

    public static string WrkScript { get; } = Path.Combine(Repository.Root, "tests", "Benchmarks", "Providers", "requests.lua");

    public static string Example { get; } = Path.Combine(Repository.Root, "docs", "examples", "on-sharing.ps1");

    public static string PerformancePage { get; } = Path.Combine(Repository.Root, "docs", "performance.md");

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
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : throw new InvalidOperationException("git refused.");
    }
}
