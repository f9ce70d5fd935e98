using System.Diagnostics;
using System.Globalization;
using Meeco.Faults.Stage;
using MeecoPS.Tests.Hosting;

namespace Meeco.Faults.Network;

/// <summary>Calls of a run fail on their way in every way there is; it ends as if nothing had been.</summary>
public sealed class NetworkFaultTests(NetworkStage stage) : IClassFixture<NetworkStage>
{
    // The client tries again for three seconds before it gives up, and gives up on all that is left.
    private const int OutagesOfCI = 3;

    public static MatrixTheoryData<Work, Fault> OneCall { get; } = new(Work.All, Enum.GetValues<Fault>());

    public static MatrixTheoryData<Work, Fault> Lasting { get; } =
        new(Work.All, [Fault.ResetBeforeSend, Fault.ResetAfterCommit, Fault.Truncated, Fault.Unavailable]);

    [Theory]
    [MemberData(nameof(OneCall))]
    public async Task One_call_that_fails_is_not_noticed(Work work, Fault fault)
    {
        var (calls, _) = await stage.UndisturbedAsync(work);
        var running = Stopwatch.StartNew();
        var (failures, tried) = (new List<string>(), 0);
        foreach (var call in Form.CallsToFail(calls, place: (int)fault))
        {
            stage.Reset();
            stage.Proxy.Arm(fault, call);
            var run = stage.Shell.Run($"& {{ $VerbosePreference = 'Continue'; {work.Command} }}");
            if (!HasStruck(fault, run))
            {
                failures.Add($"call {call}: nothing happened to it");
            }

            stage.Proxy.Arm();
            failures.AddRange(Work.Complaints(run).Select(error => $"call {call}: {error}"));
            failures.AddRange((await stage.DifferencesAsync(work)).Select(line => $"call {call}: {line}"));
            tried++;
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{work}, {fault}: {tried} of {calls} calls failed, one a run; {running.Elapsed.TotalSeconds:F1} s"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("every run ends like an undisturbed one (seed {0})", Form.Seed);
        tried.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_an_outage_leaves_is_brought_to_its_end_by_the_same_command(Work work, Fault fault)
    {
        var (calls, _) = await stage.UndisturbedAsync(work);
        var running = Stopwatch.StartNew();
        var failures = new List<string>();
        var places = Form.CallsToFail(calls, place: (int)fault).ToList();
        if (!Form.IsNightly)
        {
            places = [.. places.Where((_, index) => index % Math.Max(1, places.Count / OutagesOfCI) == 0).Take(OutagesOfCI)];
        }

        foreach (var call in places)
        {
            stage.Reset();
            stage.Proxy.Arm(fault, call, onwards: true);
            stage.Shell.Run(work.Command);
            stage.Proxy.Arm();
            failures.AddRange(Work.Complaints(stage.Shell.Run(work.Again)).Select(error => $"from call {call} on: the second run: {error}"));
            failures.AddRange((await stage.DifferencesAsync(work)).Select(line => $"from call {call} on: {line}"));
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{work}, outage, {fault}: from {places.Count} of {calls} calls on; {running.Elapsed.TotalSeconds:F1} s"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("the second run ends like an undisturbed one (seed {0})", Form.Seed);
    }

    // What is refused where nobody listens, only the client can tell.
    private bool HasStruck(Fault fault, ShellRun run) => fault == Fault.Refused
        ? run.Verbose.Any(line => line.Contains("cannot be reached", StringComparison.Ordinal))
        : stage.Proxy.Struck.IsCompleted;
}
