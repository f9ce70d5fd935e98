using System.Diagnostics;
using MeecoPS.Tests.Secrets;

namespace MeecoPS.Tests.Support;

/// <summary>What a child process did.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}

/// <summary>A program run as a user runs it: its own process, with standard input, output and error redirected.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>No test is about time; a child that hangs must only not hang the run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public static Task<ChildResult> RunShellAsync(params string[] arguments) => RunShellWithInputAsync("", arguments);

    public static async Task<ChildResult> RunShellWithInputAsync(string input, params string[] arguments)
    {
        using var shell = StartShell(arguments);
        return await shell.FinishAsync(input);
    }

    /// <summary>Runs a script in a host. The project's shell, which always imports a module, imports the given one.</summary>
    public static async Task<ChildResult> RunScriptAsync(PowerShellHost host, string module, string script, params string[] arguments)
    {
        using var child = host == PowerShellHost.Shell
            ? Start("dotnet", [Repository.Shell, script, .. arguments], module)
            : Start(PowerShellHosts.InstalledPath!, ["-NoProfile", "-NonInteractive", "-File", script, .. arguments]);
        return await child.FinishAsync();
    }

    public static ChildProcess StartShell(params string[] arguments) => Start("dotnet", [Repository.Shell, .. arguments]);

    /// <summary>Waits for a line of the output.</summary>
    public async Task<string> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException("The process ended: " + await _errors);
    }

    /// <summary>Gives the process a line of input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Does what Ctrl+C does on a terminal.</summary>
    public Task InterruptAsync() => Signal.InterruptAsync(_process);

    /// <summary>Ends the process without giving it a chance to clean up.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Interrupts again and again: two signals sent at once may arrive as one.</summary>
    public async Task InterruptUntilExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_process.HasExited)
        {
            await InterruptAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Kills the process and nothing else: what it started is left to itself.</summary>
    public Task KillAloneAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>Gives the process its input and waits until it has ended.</summary>
    public async Task<ChildResult> FinishAsync(string input = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        if (input.Length > 0)
        {
            await _process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        }

        _process.StandardInput.Close();
        var output = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return new ChildResult(_process.ExitCode, output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static ChildProcess Start(string program, IEnumerable<string> arguments, string? module = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MEECOPS_MODULE"] = module ?? Installation.Module;
        if (program == "dotnet")
        {
            // Ours says so itself.
            start.Environment.Remove(NetworkWatch.SilentEngine);
        }

        return new ChildProcess(start);
    }
}
