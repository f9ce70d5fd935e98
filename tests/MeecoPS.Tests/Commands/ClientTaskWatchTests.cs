using System.Management.Automation;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Batches that stay, and batches that are stopped. Their user is Bob: the tasks of a user are one list.</summary>
[Collection("Bob's client tasks")]
public sealed class ClientTaskWatchTests(Story story)
{
    // Nothing here is about time; what does not come must only not hang the run.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_watch_runs_what_comes_says_a_line_a_round_and_goes_on_until_it_is_stopped()
    {
        using var shell = story.As("bob");
        using var watching = story.As("bob");
        shell.Run($$"""
            $item = Get-MeecoItem '{{shell.NewItem("Watched")}}'
            $null = New-MeecoShare $item $bobToCarlos
            $other = Connect-Meeco -Environment $environment -Secret (Get-MeecoAccountSecret) -Passphrase $passphrase
            Set-MeecoSession $bob
            $item | Set-MeecoItem -Slot @{ plate = 'FIRST' } -WarningAction SilentlyContinue
            Get-MeecoClientTask Todo -Item $item | Set-MeecoClientTask -State InProgress -Session $other
            """).Succeeded();
        using var watch = new Watch(watching, "Invoke-MeecoClientTaskBatch -Watch -Interval 1");

        watch.WaitFor(() => watch.Lines.Count >= 2);

        watch.Results.Should().Equal(["Skipped 0 ClientTaskClaimed"], "what is left alone is told once");
        watch.Lines.Should().AllSatisfy(line => line.Should().EndWith("  0 client task(s) completed, 0 failed, 1 skipped"));
        shell.Run("Get-MeecoClientTask InProgress -Item $item | Set-MeecoClientTask -State Todo -Session $other").Succeeded();
        watch.WaitFor(() => watch.Results.Count >= 2);
        watch.Results[1].Should().Be("Completed 1 ");
        watch.WaitFor(() => watch.Lines.Any(line => line.Contains("1 client task(s) completed", StringComparison.Ordinal)));
        watch.Stop().Should().Be(PSInvocationState.Stopped);
        watch.Errors.Should().BeEmpty();
        shell.Run("Disconnect-Meeco -Session $other").Succeeded();
    }

    [Fact]
    public void A_watch_that_is_asked_what_it_would_do_says_it_and_ends()
    {
        using var shell = story.As("bob");

        var run = shell.Run("Invoke-MeecoClientTaskBatch -Watch -WhatIf; Invoke-MeecoClientTaskBatch -Interval 3 -WhatIf");

        run.ErrorIds.Should().Equal("MissingMandatoryParameter");
        run.Output.Should().BeEmpty();
        run.Information.Should().NotContain(line => line.Contains("completed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_watch_ends_with_its_session()
    {
        using var shell = story.As("bob");
        using var watching = story.As("bob");
        shell.Run("""
            $own = Connect-Meeco -Environment $environment -Secret (Get-MeecoAccountSecret) -Passphrase $passphrase
            Set-MeecoSession $bob
            """).Succeeded();
        watching.With("own", shell.Run("$own").Single);
        using var watch = new Watch(watching, "Invoke-MeecoClientTaskBatch -Watch -Interval 1 -Session $own");
        watch.WaitFor(() => watch.Lines.Count >= 1);

        shell.Run("Disconnect-Meeco -Session $own").Succeeded();

        watch.WaitFor(() => watch.State == PSInvocationState.Completed);
        watch.Errors.Should().Equal("SessionEnded");
    }

    [Fact]
    public void A_watch_outlasts_a_server_that_cannot_be_reached()
    {
        using var shell = new HostedShell();
        shell.Run($"""
            $server = Start-MeecoServer
            $session = New-MeecoUser -Passphrase ([System.Net.NetworkCredential]::new('', '{Story.Passphrase}').SecurePassword)
            """).Succeeded();
        using var watching = new HostedShell();
        watching.With("session", shell.Run("$session").Single);
        using var watch = new Watch(watching, "$ErrorActionPreference = 'Stop'; Invoke-MeecoClientTaskBatch -Watch -Interval 1 -Session $session");
        watch.WaitFor(() => watch.Lines.Count >= 1);

        shell.Run("$server | Stop-MeecoServer").Succeeded();

        watch.WaitFor(() => watch.Warnings.Count >= 2);
        watch.Warnings.Should().AllSatisfy(line => line.Should().EndWith("The next round is in 1 s."));
        watch.Stop().Should().Be(PSInvocationState.Stopped);
        watch.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Invoke-MeecoClientTaskBatch -ThrottleLimit 1")]
    [InlineData("Invoke-MeecoClientTaskBatch -ThrottleLimit 1 -Watch")]
    public void A_batch_that_is_stopped_gives_back_what_it_did_not_finish(string command)
    {
        using var shell = story.As("bob");
        using var running = story.As("bob");
        var label = shell.NewItem("Stopped");
        shell.Run($$"""
            $items = 1..12 | ForEach-Object { New-MeecoItem custom "{{label}} $_" -Slot @{ plate = 'OLD' } }
            $null = $items | New-MeecoShare -Connection $bobToCarlos
            $items | Set-MeecoItem -Slot @{ plate = 'NEW' } -WarningAction SilentlyContinue
            """).Succeeded();
        using var batch = new Watch(running, $"{command} | ForEach-Object {{ $_; while ($true) {{ }} }}");
        batch.WaitFor(() => batch.Results.Count >= 1);

        batch.Stop().Should().Be(PSInvocationState.Stopped);

        // It may still be giving back when it has answered.
        SpinWait.SpinUntil(() => shell.Run("@(Get-MeecoClientTask InProgress).Count").Lines.Single() == "0", Patience).Should().BeTrue();
        shell.Run("(Invoke-MeecoClientTaskBatch).Outcome | Where-Object { $_ -ne 'Completed' }").Succeeded().Output.Should().BeEmpty();
        shell.Run($"@(Get-MeecoItem -Label '{label} *' -Session $carlos | Where-Object {{ $_['plate'] -ne 'NEW' }}).Count").Succeeded().Lines.Should().Equal("0");
    }

    /// <summary>A command that runs beside the test.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly PowerShell _command;
        private readonly PSDataCollection<PSObject> _output = [];

        public Watch(HostedShell shell, string script)
        {
            _command = shell.Start(script);
            _command.BeginInvoke<PSObject, PSObject>(input: null, _output);
        }

        public PSInvocationState State => _command.InvocationStateInfo.State;

        public IReadOnlyList<string> Results =>
            [.. Snapshot(_output).Select(result => $"{result.Members["Outcome"].Value} {result.Members["SharesUpdated"].Value} {result.Members["ErrorId"].Value}")];

        public IReadOnlyList<string> Lines => [.. Snapshot(_command.Streams.Information).Select(line => line.ToString())];

        public IReadOnlyList<string> Warnings => [.. Snapshot(_command.Streams.Warning).Select(line => line.Message)];

        public IReadOnlyList<string> Errors => [.. Snapshot(_command.Streams.Error).Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

        public void WaitFor(Func<bool> condition) => SpinWait.SpinUntil(condition, Patience).Should().BeTrue(
            "of {0} results, {1}, {2}, {3}", Results.Count, string.Join('|', Lines), string.Join('|', Warnings), string.Join('|', Errors));

        public PSInvocationState Stop()
        {
            _command.Stop();
            return State;
        }

        public void Dispose()
        {
            _command.Dispose();
            _output.Dispose();
        }

        // Enumerating one that is still written to waits for its end.
        private static IEnumerable<T> Snapshot<T>(PSDataCollection<T> collection) =>
            Enumerable.Range(0, collection.Count).Select(index => collection[index]);
    }
}
