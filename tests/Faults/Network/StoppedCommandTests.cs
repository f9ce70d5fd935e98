using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Meeco.Faults.Stage;

namespace Meeco.Faults.Network;

/// <summary>Ctrl+C while a command waits: it ends at once, and the same command goes on from there.</summary>
public sealed class StoppedCommandTests(NetworkStage stage) : IClassFixture<NetworkStage>
{
    private const int StopsOfCI = 2;

    // Longer than the patience. The second run waits for the rest of it: the server has told its session nothing else.
    private const int RetryAfter = 8;

    // How long it takes is printed, and is some milliseconds; a machine that does other work must not fail the run.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static MatrixTheoryData<Work, Fault> Waits { get; } =
        new(Work.All, [Fault.TooManyRequests, Fault.Stalled, Fault.Unavailable, Fault.ResetBeforeSend]);

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_command_that_is_stopped_ends_at_once_and_goes_on_when_it_is_run_again(Work work, Fault fault)
    {
        var (calls, _) = await stage.UndisturbedAsync(work);
        var (failures, longest, stops) = (new List<string>(), TimeSpan.Zero, 0);
        foreach (var call in Form.CallsToFail(calls, place: (int)fault).Skip(1).Take(Form.IsNightly ? int.MaxValue : StopsOfCI))
        {
            stage.Reset();
            stage.Proxy.Arm(fault, call, onwards: true);
            stage.Proxy.RetryAfter = RetryAfter;
            var time = await StopAsync(work);
            longest = time > longest ? time : longest;
            stage.Proxy.Arm();
            failures.AddRange(Work.Complaints(stage.Shell.Run(work.Again)).Select(error => $"stopped at call {call}: the second run: {error}"));
            failures.AddRange((await stage.DifferencesAsync(work)).Select(line => $"stopped at call {call}: {line}"));
            stops++;
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{work}, stopped at {fault}: {stops} times, after at most {longest.TotalMilliseconds:F0} ms"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("the second run ends like an undisturbed one (seed {0})", Form.Seed);
        stops.Should().BePositive();
    }

    private async Task<TimeSpan> StopAsync(Work work)
    {
        using var command = stage.Shell.Start(work.Command);
        command.BeginInvoke();
        await stage.Proxy.Struck.WaitAsync(TestContext.Current.CancellationToken);
        var stopping = Stopwatch.StartNew();
        var stop = command.BeginStop(callback: null, state: null);
        stop.AsyncWaitHandle.WaitOne(Patience).Should().BeTrue("a command that is stopped does not wait");
        var time = stopping.Elapsed;
        command.EndStop(stop);
        command.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped);
        return time;
    }
}
