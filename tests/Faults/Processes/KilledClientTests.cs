using System.Diagnostics;
using System.Globalization;
using Meeco.Faults.Stage;

namespace Meeco.Faults.Processes;

/// <summary>
/// A shell is killed at any moment of its work; the same script, run again, brings it to its end, with the same session or
/// with another one, for which what the first had claimed must come back.
/// </summary>
public sealed class KilledClientTests(World world)
{
    private static readonly string[] ShortLease = ["--Meeco:ClientTaskLease", "00:00:02"];

    [Fact]
    public async Task What_a_killed_client_leaves_is_brought_to_its_end_by_the_same_script()
    {
        var folder = world.Copy();
        await using var server = await ServerProcess.StartAsync(folder, world.Port, ShortLease);
        var (_, time) = await RunAsync(world.SessionFile);
        world.Reset(folder);
        var (_, again) = await RunAsync(world.SessionFile);
        time = again < time ? again : time;
        var expected = await EndState.ReadAsync(world, folder, kind: "");
        expected.ShouldBeOf(Work.All);
        var random = new Random(Form.Seed);
        var running = Stopwatch.StartNew();
        var failures = new List<string>();
        for (var kill = 1; kill <= Form.Kills; kill++)
        {
            world.Reset(folder);
            var after = time * random.NextDouble();
            using (var child = await ChildScript.BeginAsync(world, world.SessionFile))
            {
                await child.KillAsync(after);
            }

            var (problems, _) = await RunAsync(kill % 2 == 0 ? world.SessionFile : world.OtherSessionFile);
            var differences = EndState.Differences(expected, await EndState.ReadAsync(world, folder, kind: ""));
            failures.AddRange([.. problems.Concat(differences).Select(line => $"killed after {after.TotalMilliseconds:F0} ms: {line}")]);
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"client killed {Form.Kills} times within {time.TotalMilliseconds:F0} ms of work; {running.Elapsed.TotalSeconds:F1} s"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("every second run ends like an undisturbed one (seed {0})", Form.Seed);
    }

    [Fact]
    public async Task What_a_killed_client_had_claimed_is_taken_over_at_once_when_its_session_has_ended()
    {
        var folder = world.Copy();
        await using var server = await ServerProcess.StartAsync(folder, world.Port);
        var (_, time) = await RunAsync(world.SessionFile);
        var expected = await EndState.ReadAsync(world, folder, kind: "");
        expected.ShouldBeOf(Work.All);
        var random = new Random(Form.Seed);
        var running = Stopwatch.StartNew();
        var (failures, kills) = (new List<string>(), Form.Kills / 2);
        for (var kill = 1; kill <= kills; kill++)
        {
            world.Reset(folder);
            var after = time * random.NextDouble();
            using (var child = await ChildScript.BeginAsync(world, world.OtherSessionFile))
            {
                await child.KillAsync(after);
            }

            await EndOtherSessionAsync();
            var (problems, _) = await RunAsync(world.SessionFile, force: true);
            var differences = EndState.Differences(expected, await EndState.ReadAsync(world, folder, kind: ""));
            failures.AddRange([.. problems.Concat(differences).Select(line => $"killed after {after.TotalMilliseconds:F0} ms: {line}")]);
        }

        Form.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"client killed {kills} times, its session ended, its claims taken over; {running.Elapsed.TotalSeconds:F1} s"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("every second run ends like an undisturbed one (seed {0})", Form.Seed);
    }

    private async Task EndOtherSessionAsync()
    {
        using var passphrase = SecretText.From(world.SessionPassphrase);
        using var session = await SessionFile.ReadAsync(
            world.OtherSessionFile, passphrase, new AccountService(ClientSettings.Default), CancellationToken.None);
        await session.User.LogOutAsync(CancellationToken.None);
    }

    private async Task<(IReadOnlyList<string> Problems, TimeSpan Time)> RunAsync(string sessionFile, bool force = false)
    {
        using var child = await ChildScript.BeginAsync(world, sessionFile, force);
        return await child.FinishAsync();
    }
}
