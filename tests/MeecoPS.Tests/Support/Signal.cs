using System.Diagnostics;

namespace MeecoPS.Tests.Support;

/// <summary>What a terminal sends.</summary>
internal static class Signal
{
    public static void SkipIfMissing() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send Ctrl+C to one process alone.");

    public static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
