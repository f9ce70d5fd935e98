using System.Diagnostics;
using System.Globalization;
using MeecoPS.Tests.Support;

namespace Meeco.Faults.Stage;

/// <summary>The server as an operator runs it, which can be killed and started again where it was.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="folder">The folder of its data.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="settings">Settings beside.</param>
    public static async Task<ServerProcess> StartAsync(string folder, int port, params string[] settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(Installation.Server, "Meeco.Server.dll"),
                "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                "--data", folder,
                "--parent-stdin",
                .. settings,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new ServerProcess(Process.Start(start)!);
        var line = await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return line?.StartsWith(Announcement, StringComparison.Ordinal) == true
            ? server
            : throw new InvalidOperationException($"The server did not start: {line}{Environment.NewLine}{await server._errors}");
    }

    /// <summary>Runs one of the program's commands to its end.</summary>
    public static async Task CommandAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Installation.Server, "Meeco.Server.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var command = Process.Start(start)!;
        var errors = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        command.ExitCode.Should().Be(0, "{0}{1}", output, await errors);
    }

    /// <summary>Ends it without giving it a chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Ends it as its parent does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
