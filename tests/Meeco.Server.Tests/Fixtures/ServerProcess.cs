using System.Collections.Concurrent;
using System.Diagnostics;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>The program itself in a process of its own, with everything that it says on its error output.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = [];

    private ServerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                _log.Enqueue(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it wrote to its log so far; after <see cref="EndedAsync"/> all of it.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts another instance beside a server of the tests, and waits until it listens.</summary>
    public static Task<ServerProcess> StartAsync(MeecoServer beside, params string[] options) =>
        StartAsync([.. beside.Arguments, .. options]);

    /// <summary>Starts it and waits until it listens, on a free port unless the options say where.</summary>
    public static async Task<ServerProcess> StartAsync(string[] options)
    {
        string[] urls = options.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        var server = new ServerProcess(Run([.. urls, .. options]));
        try
        {
            var line = await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            line.Should().StartWith(Announcement, server.Log);
            server.Address = new Uri(line![Announcement.Length..]);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        using var process = Run(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>A user of another server on the same folder, who calls this one.</summary>
    public TestCaller As(TestCaller caller) => caller with { Client = new HttpClient { BaseAddress = Address } };

    /// <summary>Calls without a token.</summary>
    public TestCaller Anonymous => new(new HttpClient { BaseAddress = Address });

    /// <summary>Sends a signal, as a service manager does.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until it has ended, and its log is whole.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Process Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
