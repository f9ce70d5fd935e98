using System.Globalization;

namespace Meeco.Faults.Stage;

/// <summary>
/// How much is tried. The environment variable <c>MEECO_FAULTS</c> says <c>nightly</c> for all of it; else it is what fits
/// into CI: every few calls where there are many, from a place that is another in each run, and fewer processes that are killed.
/// <c>MEECO_FAULTS_SEED</c> repeats a run by the number it printed.
/// </summary>
internal static class Form
{
    private const int StrideOfCI = 4;
    private const int LeastOfCI = 6;
    private const int KillsOfCI = 20;
    private const int KillsOfNight = 200;

    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("MEECO_FAULTS") == "nightly";

    public static int Seed { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("MEECO_FAULTS_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next(1_000_000);

    /// <summary>How often a process is killed.</summary>
    public static int Kills => IsNightly ? KillsOfNight : KillsOfCI;

    /// <summary>The calls that are failed, one a run.</summary>
    /// <param name="calls">How many calls there are.</param>
    /// <param name="place">Which of several such series, so that they do not all fail the same calls.</param>
    public static IEnumerable<int> CallsToFail(int calls, int place)
    {
        var stride = IsNightly ? 1 : Math.Clamp(calls / LeastOfCI, 1, StrideOfCI);
        for (var call = 1 + ((Seed + place) % stride); call <= calls; call += stride)
        {
            yield return call;
        }
    }

    /// <summary>Says something in the log of the run.</summary>
    public static void Say(string text) => Console.WriteLine($"{text} [{(IsNightly ? "nightly" : "CI")}, MEECO_FAULTS_SEED={Seed}]");
}
