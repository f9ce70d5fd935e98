using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Shell;

/// <summary>Ctrl+C, which reaches a process as SIGINT.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_interrupted_script_cleans_up_and_answers_130()
    {
        Signal.SkipIfMissing();
        var script = _folder.Write("loop.ps1", """
            try { 'running'; while ($true) { } } finally { $Host.UI.WriteLine('cleaned up') }
            'not reached'
            """);
        using var shell = ChildProcess.StartShell(script);
        await shell.ReadLineAsync();

        await shell.InterruptAsync();
        var result = await shell.FinishAsync();

        result.Lines.Should().Equal("cleaned up");
        result.ExitCode.Should().Be(130);
    }

    [Fact]
    public async Task A_second_interrupt_ends_a_script_that_does_not_stop()
    {
        Signal.SkipIfMissing();
        var script = _folder.Write("stubborn.ps1", "'running'; [System.Threading.Thread]::Sleep([System.Threading.Timeout]::Infinite)");
        using var shell = ChildProcess.StartShell(script);
        await shell.ReadLineAsync();

        await shell.InterruptAsync();
        await shell.InterruptUntilExitAsync();

        (await shell.FinishAsync()).ExitCode.Should().Be(130);
    }

    [Fact]
    public async Task An_interrupt_between_two_lines_leaves_the_session_alive()
    {
        Signal.SkipIfMissing();
        using var shell = ChildProcess.StartShell();
        await shell.WriteLineAsync("'first'; while ($true) { }");
        await shell.ReadLineAsync();

        await shell.InterruptAsync();
        var result = await shell.FinishAsync("'second'\n");

        result.Lines.Should().Equal("second");
        result.ExitCode.Should().Be(0);
    }
}
