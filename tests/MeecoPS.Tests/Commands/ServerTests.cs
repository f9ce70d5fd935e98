using System.Diagnostics;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>Start-, Get- and Stop-MeecoServer.</summary>
public sealed class ServerTests
{
    [Fact]
    public void A_server_serves_becomes_the_environment_and_leaves_nothing_behind()
    {
        using var shell = new HostedShell();

        var run = shell.Run("""
            $server = Start-MeecoServer
            $server.State, (Get-MeecoEnvironment).VaultUrl, @(Get-MeecoServer).Count
            """).Succeeded();
        run.Lines.Should().Equal("Running", shell.Run("$server.VaultUrl").Lines.Single(), "1");
        var folder = shell.Run("$server.Path").Lines.Single();
        Directory.Exists(folder).Should().BeTrue();

        shell.Run("(Stop-MeecoServer -PassThru).State; @(Get-MeecoServer).Count; $null -eq (Get-MeecoEnvironment)")
            .Succeeded().Lines.Should().Equal("Stopped", "0", "True");
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public void A_given_data_folder_is_kept_and_closing_the_runspace_ends_the_server()
    {
        using var folder = new TemporaryFolder();
        int process;
        using (var shell = new HostedShell())
        {
            var server = shell.With("path", folder.Path).Run("Start-MeecoServer -Path $path").Succeeded().Single;
            process = (int)server.Properties["ProcessId"].Value;
        }

        IsRunning(process).Should().BeFalse();
        File.Exists(Path.Combine(folder.Path, "meeco.db")).Should().BeTrue();
    }

    [Fact]
    public void A_server_that_cannot_start_says_why_in_its_own_words()
    {
        using var folder = new TemporaryFolder();
        var notAFolder = folder.Write("taken", "a file where a folder should be");
        using var shell = new HostedShell();

        var run = shell.With("path", notAFolder).Run("Start-MeecoServer -Path $path");

        run.ErrorIds.Should().Equal("ServerStartFailed");
        run.Errors.Single().Exception.Message.Should().Contain("taken");
        run.Errors.Single().TargetObject.Should().Be(notAFolder);
        shell.Run("Get-MeecoServer; Get-MeecoEnvironment").Output.Should().BeEmpty();
    }

    [Fact]
    public void A_missing_server_is_an_error_that_says_where_to_name_one()
    {
        using var folder = new TemporaryFolder();
        using var shell = new HostedShell();

        var run = shell.With("path", folder.Path).Run("Start-MeecoServer -ServerPath $path");

        run.ErrorIds.Should().Equal("ServerNotFound");
        run.Errors.Single().ErrorDetails.RecommendedAction.Should().Contain("-ServerPath");
    }

    [Fact]
    public void WhatIf_starts_nothing()
    {
        using var shell = new HostedShell();

        shell.Run("Start-MeecoServer -WhatIf; Get-MeecoServer; Get-MeecoEnvironment").Succeeded().Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_outlives_an_interrupt_and_dies_with_a_shell_that_was_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send Ctrl+C to one process alone.");
        int server;
        string folder;
        using (var shell = ChildProcess.StartShell())
        {
            await shell.WriteLineAsync("$server = Start-MeecoServer; $server.ProcessId; $server.Path");
            server = int.Parse(await shell.ReadLineAsync(), provider: null);
            folder = await shell.ReadLineAsync();

            // A terminal sends Ctrl+C to every process of the group.
            using (var interrupt = Process.Start("kill", ["-INT", $"{server}"]))
            {
                await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await shell.WriteLineAsync("$null = [System.Net.Http.HttpClient]::new().GetStringAsync(\"$($server.Url)health\").Result; $server.State");
            (await shell.ReadLineAsync()).Should().Be("Running");
            await shell.KillAloneAsync();
        }

        await WaitUntilAsync(() => !IsRunning(server) && !Directory.Exists(folder));
    }

    private static async Task WaitUntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);

            // Where nobody collects orphans, an ended process stays in the table without memory of its own.
            return !process.HasExited && process.WorkingSet64 > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
