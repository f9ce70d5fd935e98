using MeecoPS.Tests.Hosting;

namespace Meeco.Faults.Network;

/// <summary>Who is told that a server wants to be left alone, and for how long commands put up with it.</summary>
public sealed class AnnouncedWaitTests(NetworkStage stage) : IClassFixture<NetworkStage>
{
    private const string Import =
        "Import-MeecoSession $file -Passphrase ([System.Net.NetworkCredential]::new('', $phrase).SecurePassword)";

    [Fact]
    public void Taking_up_a_session_says_what_it_waits_for()
    {
        stage.Reset();
        stage.Proxy.Arm(Fault.TooManyRequests, call: 1);

        Told(stage.Shell.Run($"$null = {Import} -Verbose").Succeeded()).Should().ContainSingle();
    }

    [Fact]
    public void Taking_up_a_session_takes_no_longer_than_was_said_for_the_environment()
    {
        stage.Reset();
        stage.Proxy.Arm(Fault.TooManyRequests, call: 1);
        stage.Proxy.RetryAfter = 5;

        var run = stage.Shell.Run($$"""
            $environment = Get-MeecoEnvironment
            $environment | Set-MeecoEnvironment -TimeoutSec 1 -CallTimeoutSec 2
            try { {{Import}} } finally { $null = $environment | Set-MeecoEnvironment -TimeoutSec 1 -CallTimeoutSec 300 }
            """);

        run.ErrorIds.Should().Equal("RateLimited");
    }

    [Fact]
    public void Taking_up_the_session_of_a_YAML_file_says_what_it_waits_for()
    {
        stage.Reset();
        var yaml = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        try
        {
            stage.Shell.With("yaml", yaml).Run("$alice | Export-MeecoYaml $yaml -IncludeSecret -Confirm:$false").Succeeded();
            stage.Proxy.Arm(Fault.TooManyRequests, call: 1);

            Told(stage.Shell.Run("$null = Import-MeecoYaml $yaml -Verbose").Succeeded()).Should().ContainSingle();
        }
        finally
        {
            File.Delete(yaml);
        }
    }

    [Fact]
    public void Sharing_says_what_a_session_waits_for_that_came_from_the_pipeline()
    {
        stage.Reset();
        stage.Proxy.Arm(Fault.TooManyRequests, call: 1);

        var run = stage.Shell.Run($$"""
            $asked = [pscustomobject]@{ Session = $alice; Item = '{{Stage.World.ToShare}} 01'; Connection = 'Recipient 1' }
            $asked | New-MeecoShare -Verbose
            """).Succeeded();

        Told(run).Should().ContainSingle();
    }

    [Fact]
    public async Task Two_runspaces_of_one_session_are_both_told()
    {
        stage.Reset();
        using var listens = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        using var other = new HostedShell()
            .With("alice", stage.Shell.Run("$alice").Single).With("listens", listens).With("goesOn", goesOn);
        var running = Task.Run(
            () => other.Run($"& {{ $listens.Set(); $goesOn.Wait(); '{Stage.World.ToShare} 01' }} | Get-MeecoItem -Session $alice -Verbose"),
            TestContext.Current.CancellationToken);
        listens.Wait(TestContext.Current.CancellationToken);
        stage.Proxy.Arm(Fault.TooManyRequests, call: 1);

        Told(stage.Shell.Run("$null = Get-MeecoUser -Session $alice -Verbose").Succeeded()).Should().ContainSingle();
        goesOn.Set();

        Told((await running).Succeeded()).Should().ContainSingle();
    }

    private static IEnumerable<string> Told(ShellRun run) =>
        run.Verbose.Where(line => line.Contains("limits requests", StringComparison.Ordinal));
}
