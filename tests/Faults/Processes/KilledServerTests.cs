using System.Diagnostics;
using System.Globalization;
using Meeco.Faults.Stage;

namespace Meeco.Faults.Processes;

/// <summary>
/// The server is killed at any moment of a client's work, and started again on the same data while the client tries again;
/// where it gave up, the same command brings its work to its end.
/// </summary>
public sealed class KilledServerTests(World world)
{
    // Nobody waits for a server that is dead, and one that has just started on a busy machine may take a while for its first answer.
    private const int TimeoutOfSlowMachines = 20;

    [Fact]
    public async Task What_a_killed_server_has_answered_is_there_when_it_comes_back_and_nothing_else()
    {
        using var alice = await ConnectAsync();
        var expected = new Dictionary<Work, IReadOnlyList<string>>();
        var times = new Dictionary<Work, TimeSpan>();
        foreach (var work in Work.All)
        {
            (times[work], expected[work]) = await UndisturbedAsync(alice, work);
        }

        var random = new Random(Form.Seed);
        var running = Stopwatch.StartNew();
        var (failures, again) = (new List<string>(), 0);
        for (var kill = 1; kill <= Form.Kills; kill++)
        {
            var work = Work.All.ElementAt(kill % Work.All.Count());
            var after = times[work] * random.NextDouble();
            var folder = world.Copy();
            var server = await ServerProcess.StartAsync(folder, world.Port);
            var command = Task.Run(() => alice.Shell.Run(work.Command), TestContext.Current.CancellationToken);
            await Task.Delay(after, TestContext.Current.CancellationToken);
            await server.KillAsync();
            await server.DisposeAsync();

            server = await ServerProcess.StartAsync(folder, world.Port);
            await using (server)
            {
                if (Work.Complaints(await command).Count > 0)
                {
                    again++;
                    failures.AddRange(Work.Complaints(alice.Shell.Run(work.Again)).Select(Told));
                }

                failures.AddRange(EndState.Differences(expected[work], await EndState.ReadAsync(world, folder, work.Kind)).Select(Told));
            }

            Directory.Delete(folder, recursive: true);

            string Told(string line) => string.Create(
                CultureInfo.InvariantCulture, $"{work}, killed after {after.TotalMilliseconds:F0} ms: {line}");
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"server killed {Form.Kills} times; {again} clients gave up and were run again; {running.Elapsed.TotalSeconds:F1} s"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("every run ends like an undisturbed one (seed {0})", Form.Seed);
    }

    private async Task<AliceShell> ConnectAsync()
    {
        await using var server = await ServerProcess.StartAsync(world.Copy(), world.Port);
        return AliceShell.Connect(world, timeout: TimeoutOfSlowMachines);
    }

    private async Task<(TimeSpan Time, IReadOnlyList<string> State)> UndisturbedAsync(AliceShell alice, Work work)
    {
        var folder = world.Copy();
        await using var server = await ServerProcess.StartAsync(folder, world.Port);
        var running = Stopwatch.StartNew();
        alice.Shell.Run(work.Command).Succeeded();
        var time = running.Elapsed;
        var state = await EndState.ReadAsync(world, folder, work.Kind);
        state.ShouldBeOf(work);
        return (time, state);
    }
}
