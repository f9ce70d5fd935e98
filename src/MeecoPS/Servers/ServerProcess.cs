using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Servers;

/// <summary>
/// A server as a child process. It is held by its standard input: when that closes, because we close it or because this
/// process dies in whatever way, the server ends. Its output is read all the time, or a full pipe would block it.
/// </summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string? _temporaryFolder;
    private readonly ConcurrentQueue<string> _lastLines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _disposed;

    private ServerProcess(ProcessStartInfo start, string? temporaryFolder)
    {
        _process = new Process { StartInfo = start };
        _temporaryFolder = temporaryFolder;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The id of the process.</summary>
    public int Id { get; private set; }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _disposed != 0 || _process.HasExited;

    private string LastOutput => string.Join(Environment.NewLine, _lastLines);

    /// <summary>Starts a server; it has not begun to answer when this returns.</summary>
    /// <param name="program">The server's program.</param>
    /// <param name="dataFolder">The folder of its database.</param>
    /// <param name="port">The loopback port, 0 for a free one.</param>
    /// <param name="temporaryFolder">A folder to delete when the server has ended; null to delete nothing.</param>
    /// <returns>The running process.</returns>
    public static ServerProcess Start(ServerProgram program, string dataFolder, int port, string? temporaryFolder)
    {
        var start = new ProcessStartInfo(program.FileName)
        {
            WorkingDirectory = program.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        string[] arguments =
        [
            .. program.Arguments,
            "--urls", $"http://127.0.0.1:{port}",
            "--data", dataFolder,
            "--Meeco:TemporaryData", temporaryFolder is null ? "false" : "true",
            "--parent-stdin",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var server = new ServerProcess(start, temporaryFolder);
        server.Begin();
        return server;
    }

    /// <summary>Waits until the server says where it listens.</summary>
    /// <param name="cancel">Ends the wait, not the server.</param>
    /// <returns>The server's address.</returns>
    /// <exception cref="MeecoException"><c>ServerStartFailed</c>: it ended instead.</exception>
    public async Task<Uri> ListeningAsync(CancellationToken cancel)
    {
        var exited = _process.WaitForExitAsync(cancel);
        if (await Task.WhenAny(_listening.Task, exited).ConfigureAwait(false) == exited)
        {
            await exited.ConfigureAwait(false);
            if (ServerRuntime.IsMissing(_process.ExitCode))
            {
                throw MeecoErrors.ServerRuntimeMissing(_process.StartInfo.FileName, ServerRuntime.Remedy);
            }

            throw MeecoErrors.ServerStartFailed($"The server ended with exit code {_process.ExitCode} before it answered.{Environment.NewLine}{LastOutput}");
        }

        return await _listening.Task.ConfigureAwait(false);
    }

    /// <summary>Asks the server to end and waits until it has; if it takes too long, it is ended by force.</summary>
    /// <param name="cancel">Ends the wait; the server has been asked all the same.</param>
    public async Task StopAsync(CancellationToken cancel)
    {
        if (!HasExited)
        {
            _process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(ShutdownTime);
            try
            {
                await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Dispose ends it by force.
            }
        }

        Dispose();
    }

    /// <summary>Ends the process, gently for a short while, and deletes the temporary folder.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _process.StandardInput.Close();
        if (!_process.WaitForExit(ShutdownTime))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        DeleteTemporaryFolder();
    }

    private void Begin()
    {
        _process.Start();
        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (ListeningLine().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups["url"].Value));
        }

        _lastLines.Enqueue(line);
        if (_lastLines.Count > KeptLines)
        {
            _lastLines.TryDequeue(out _);
        }
    }

    private void DeleteTemporaryFolder()
    {
        if (_temporaryFolder is null)
        {
            return;
        }

        try
        {
            Directory.Delete(_temporaryFolder, recursive: true);
        }
        catch (IOException)
        {
            // The server deletes its data itself when it ends well; whoever is second finds nothing.
        }
    }

    [GeneratedRegex(@"[Ll]istening on:?\s+(?<url>https?://\S+)")]
    private static partial Regex ListeningLine();
}
