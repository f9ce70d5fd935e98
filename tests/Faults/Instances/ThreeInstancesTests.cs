using System.Globalization;
using Meeco.Faults.Stage;
using MeecoPS.Tests.Hosting;

namespace Meeco.Faults.Instances;

/// <summary>
/// Each call of a client goes to another of three instances on one PostgreSQL: sessions, claims, remembered answers and all
/// else are in the database, and one instance more or less makes no difference.
/// </summary>
public sealed class ThreeInstancesTests(World world, InstancesStage stage) : IClassFixture<InstancesStage>
{
    public static TheoryData<Work> Works { get; } = new(Work.All);

    [Theory]
    [MemberData(nameof(Works))]
    public async Task A_run_whose_calls_go_round_ends_as_on_one_instance(Work work)
    {
        stage.RequirePostgres();
        await stage.PrepareAsync(work);
        await using var instances = await stage.StartAsync();
        using var alice = AliceShell.Connect(world);

        alice.Shell.Run(work.Command).Succeeded();

        (await stage.DifferencesAsync(instances, work)).Should().BeEmpty();
        instances.Balancer.Answered.Should().OnlyContain(answered => answered > 0);
    }

    [Theory]
    [MemberData(nameof(Works))]
    public async Task An_instance_that_is_killed_half_way_loses_nothing_and_doubles_nothing(Work work)
    {
        stage.RequirePostgres();
        await stage.PrepareAsync(work);
        var random = new Random(Form.Seed);
        var failures = new List<string>();
        var again = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var instances = await stage.StartAsync();
            using var alice = AliceShell.Connect(world);
            var calls = random.Next(2, World.Items);
            var command = Task.Run(() => alice.Shell.Run(work.Command), TestContext.Current.CancellationToken);
            await WhenAnsweredAsync(instances, calls, command);
            await instances.KillOneAsync();
            if (Work.Complaints(await command).Count > 0)
            {
                again++;
                failures.AddRange(Work.Complaints(alice.Shell.Run(work.Again)).Select(Told));
            }

            failures.AddRange((await stage.DifferencesAsync(instances, work)).Select(Told));

            string Told(string line) => string.Create(CultureInfo.InvariantCulture, $"killed after {calls} calls: {line}");
        }

        Form.Say(string.Create(CultureInfo.InvariantCulture, $"{work}: one of three instances killed {Kills} times; {again} clients gave up and were run again"));
        string.Join(Environment.NewLine, failures).Should().BeEmpty("every run ends like an undisturbed one (seed {0})", Form.Seed);
    }

    [Fact]
    public async Task Two_runners_at_once_do_each_task_once_though_an_instance_is_killed()
    {
        stage.RequirePostgres();
        await stage.PrepareAsync(Work.Tasks);
        await using var instances = await stage.StartAsync();
        using var here = AliceShell.Connect(world);
        using var elsewhere = AliceShell.Connect(world, world.OtherSessionFile);

        var runs = new[] { here, elsewhere }
            .Select(runner => Task.Run(() => runner.Shell.Run(Work.Tasks.Command), TestContext.Current.CancellationToken))
            .ToList();
        await WhenAnsweredAsync(instances, World.Items / 2, Task.WhenAll(runs));
        await instances.KillOneAsync();
        var completed = (await Task.WhenAll(runs)).SelectMany(run => run.Output).Count(IsCompleted);
        completed += here.Shell.Run(Work.Tasks.Again).Output.Count(IsCompleted);

        (await stage.DifferencesAsync(instances, Work.Tasks)).Should().BeEmpty();

        // A runner whose upload was answered by nobody finds the task done, and does not count it as its own twice.
        completed.Should().BeLessThanOrEqualTo(World.Items);
    }

    [Fact]
    public async Task The_whole_story_is_told_though_each_call_goes_to_another_instance()
    {
        stage.RequirePostgres();
        await using var instances = await stage.StartAsync();
        using var shell = new HostedShell(pairs: new StoredPairs(taken: World.Recipients + 1))
            .With("passphrase", SecretText.From("great scott, 1.21 gigawatts"));

        // As docs/examples/on-sharing.ps1 tells it; here everybody logs in, beside.
        var told = shell.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            Set-MeecoEnvironment http://127.0.0.1:{{world.Port}}/vault http://127.0.0.1:{{world.Port}}/keystore
            $alice, $bob, $carlos = 1..3 | ForEach-Object {
                $new = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
                $secret = Get-MeecoAccountSecret -Session $new
                Disconnect-Meeco $new
                Connect-Meeco -Secret $secret -Passphrase $passphrase
            }
            $null = New-MeecoConnection -From $alice -FromName Alice -To $bob -ToName Bob
            $null = New-MeecoConnection -From $bob -FromName Bob -To $carlos -ToName Carlos
            $car = New-MeecoItem -Session $alice -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'NotACatDefsACar' }
            $null = $car | New-MeecoShare -Session $alice -Connection Bob -Terms 'You may drive it, not sell it.' -OnShare
            $offer = Get-MeecoShare -Session $bob -Direction Incoming -Acceptance Required
            try { Get-MeecoItem -Session $bob -Item $offer -ErrorAction Stop } catch { $_.FullyQualifiedErrorId -replace ',.*' }
            $offer | Approve-MeecoShare -Session $bob -Force
            $bobsCopy = Get-MeecoItem -Session $bob -Item $offer
            $bobsCopy['licence_plate']
            $null = $bobsCopy | New-MeecoShare -Session $bob -Connection Carlos -Terms 'Back by Sunday, with a full tank.'
            $onShare = Get-MeecoShare -Session $carlos -Direction Incoming -Acceptance Required
            $onShare | Approve-MeecoShare -Session $carlos -Force
            (Get-MeecoItem -Session $carlos -Item $onShare)['licence_plate']
            $car | Set-MeecoItem -Session $alice -Slot @{ licence_plate = 'OUTATIME' }
            (Invoke-MeecoClientTaskBatch -Session $alice).Outcome
            foreach ($reader in $bob, $carlos) { (Get-MeecoItem -Session $reader -Label DeLorean)['licence_plate'] }
            """)).Succeeded();

        told.Output.Select(line => line.ToString()).Should().Equal(
            "ShareNotAccepted", "NotACatDefsACar", "NotACatDefsACar", "Completed", "OUTATIME", "OUTATIME");
        instances.Balancer.Answered.Should().OnlyContain(answered => answered > 0);
    }

    private static int Kills => Form.IsNightly ? 20 : 1;

    private static bool IsCompleted(System.Management.Automation.PSObject result) => $"{result.Properties["Outcome"]?.Value}" == "Completed";

    private static async Task WhenAnsweredAsync(ThreeInstances instances, int calls, Task command)
    {
        var before = instances.Balancer.Answered.Sum();
        while (!command.IsCompleted && instances.Balancer.Answered.Sum() < before + calls)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
