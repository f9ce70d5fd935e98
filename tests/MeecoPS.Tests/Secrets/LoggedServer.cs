using System.Diagnostics;
using System.Text;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Secrets;

/// <summary>A server that logs whatever it can, and whose log and data can be read.</summary>
internal sealed class LoggedServer : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoggedServer(string folder)
    {
        Folder = folder;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(Installation.Server, "Meeco.Server.dll"), "--urls", "http://127.0.0.1:0", "--data", folder, "--parent-stdin",
                    "--Logging:Console:LogLevel:Default=Trace", "--Logging:Console:FormatterOptions:IncludeScopes=true",
                    "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace",
                ])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Where its data is.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public string Url => _url.Task.Result;

    /// <summary>Everything that it has said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Every file of its data, byte by byte.</summary>
    public IEnumerable<(string Name, string Content)> Files =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Folder, file), Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    public static async Task<LoggedServer> StartAsync(string folder)
    {
        var server = new LoggedServer(folder);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._url.Task.WaitAsync(ChildProcess.Patience, TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Ends it as its parent does; its data is at rest then.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }

        var at = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? -1;
        if (at >= 0)
        {
            _url.TrySetResult(line![(at + Announcement.Length)..].Trim());
        }
    }
}
