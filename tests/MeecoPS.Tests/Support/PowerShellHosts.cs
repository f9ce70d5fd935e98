namespace MeecoPS.Tests.Support;

/// <summary>The hosts of this machine.</summary>
internal static class PowerShellHosts
{
    /// <summary>The pwsh on the PATH, or null.</summary>
    public static string? InstalledPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    public static void SkipIfMissing(PowerShellHost host) =>
        Assert.SkipWhen(host == PowerShellHost.Installed && InstalledPath is null, "No pwsh is installed on this machine.");
}
