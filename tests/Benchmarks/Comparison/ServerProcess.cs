using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Meeco.Benchmarks.Comparison;

/// <summary>The built server in a process of its own, on SQLite in a temporary folder.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly Task _output;

    private ServerProcess(Process process, Uri url, DirectoryInfo data, Task output)
    {
        Process = process;
        Environment = new MeecoEnvironment(new Uri(url, "vault"), new Uri(url, "keystore"));
        _data = data;
        _output = output;
    }

    public Process Process { get; }

    public MeecoEnvironment Environment { get; }

    /// <summary>The size of the database with its journal.</summary>
    public long DatabaseBytes => _data.EnumerateFiles("meeco.db*").Sum(static file => file.Length);

    public static async Task<ServerProcess> StartAsync(CancellationToken cancel)
    {
        var data = Directory.CreateTempSubdirectory("meeco-benchmarks-");
        string[] arguments = [RepositoryFiles.Server, "--urls", "http://127.0.0.1:0", "--data", data.FullName, "--parent-stdin"];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (ListeningLine.Match(line) is { Success: true } match)
            {
                // What it says later is read too, or a full pipe would block it.
                var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new ServerProcess(process, new Uri(match.Groups["url"].Value), data, output);
            }
        }

        throw new InvalidOperationException($"The server ended before it listened: {RepositoryFiles.Server}");
    }

    public async ValueTask DisposeAsync()
    {
        // The server ends when its standard input closes.
        Process.StandardInput.Close();
        await Process.WaitForExitAsync();
        await _output;
        Process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"[Ll]istening on:?\s+(?<url>https?://\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ListeningLine { get; }
}
