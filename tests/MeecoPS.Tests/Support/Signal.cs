using System.Diagnostics;
using System.Globalization;

namespace MeecoPS.Tests.Support;

/// <summary>What a terminal sends.</summary>
internal static class Signal
{
    public static void SkipIfMissing() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send a signal to one process alone.");

    public static Task InterruptAsync(Process process) => SendAsync("INT", process.Id);

    /// <summary>The process does nothing any more, and does not end either.</summary>
    public static Task PauseAsync(int processId) => SendAsync("STOP", processId);

    public static Task ContinueAsync(int processId) => SendAsync("CONT", processId);

    private static async Task SendAsync(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
