using System.Diagnostics;
using System.Globalization;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Shell;

/// <summary>A server that the session started serves through Ctrl+C and ends with the session, however that ends.</summary>
public sealed class ServerLifetimeTests
{
    [Fact]
    public async Task A_server_survives_Ctrl_C_and_ends_with_the_session()
    {
        Signal.SkipIfMissing();
        using var shell = ChildProcess.StartShell();
        var (server, data) = await StartServerAsync(shell);
        await shell.WriteLineAsync("'busy'; while ($true) { }");
        (await shell.ReadLineAsync()).Should().Be("busy");

        // On a terminal the signal reaches every process of the group.
        await Signal.InterruptAsync(server);
        await shell.InterruptAsync();
        await shell.WriteLineAsync("(Get-MeecoServer).State.ToString(); [System.Net.Http.HttpClient]::new().GetStringAsync(\"$($server.Url)health\").Result");

        (await shell.ReadLineAsync()).Should().Be("Running");
        (await shell.ReadLineAsync()).Should().Contain("ok");
        (await shell.FinishAsync()).ExitCode.Should().Be(0);
        await HasEndedAsync(server, data);
    }

    [Fact]
    public async Task A_server_ends_with_a_session_that_was_killed()
    {
        using var shell = ChildProcess.StartShell();
        var (server, data) = await StartServerAsync(shell);

        shell.Kill();

        await HasEndedAsync(server, data);
    }

    private static async Task HasEndedAsync(Process server, string data)
    {
        using (server)
        {
            await server.WaitForExitAsync().WaitAsync(ChildProcess.Patience);
        }

        Directory.Exists(data).Should().BeFalse();
    }

    private static async Task<(Process Server, string Data)> StartServerAsync(ChildProcess shell)
    {
        await shell.WriteLineAsync("$server = Start-MeecoServer; $server.ProcessId; $server.Path");
        var id = int.Parse(await shell.ReadLineAsync(), CultureInfo.InvariantCulture);
        return (Process.GetProcessById(id), await shell.ReadLineAsync());
    }
}
