using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Meeco.Benchmarks.Comparison;

/// <summary>The built server in a process of its own, with its data in a temporary folder.</summary>
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

    /// <summary>The file of SQLite's that it keeps its data in, unless it was told otherwise.</summary>
    public string DatabaseFile => Path.Combine(_data.FullName, "meeco.db");

    /// <summary>Starts it.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <param name="connection">The connection string of an empty database of PostgreSQL's; null for a new file of SQLite's.</param>
    public static async Task<ServerProcess> StartAsync(CancellationToken cancel, string? connection = null)
    {
        var data = Directory.CreateTempSubdirectory("meeco-benchmarks-");
        string[] database = connection is null ? [] : ["--ConnectionStrings:Meeco", connection];
        if (connection is not null)
        {
            await MigrateAsync(["--data", data.FullName, .. database], cancel);
        }

        string[] arguments = [RepositoryFiles.Server, "--urls", "http://127.0.0.1:0", "--data", data.FullName, "--parent-stdin", .. database];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var url = await ReadUrlAsync(process, cancel);

        // What it says later is read too, or a full pipe would block it.
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new ServerProcess(process, url, data, output);
    }

    /// <summary>Waits until a server says where it listens.</summary>
    public static async Task<Uri> ReadUrlAsync(Process process, CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (ListeningLine.Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups["url"].Value);
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

    private static async Task MigrateAsync(string[] arguments, CancellationToken cancel)
    {
        using var migrate = Process.Start(new ProcessStartInfo("dotnet", [RepositoryFiles.Server, "migrate", .. arguments]) { RedirectStandardOutput = true })!;
        var said = await migrate.StandardOutput.ReadToEndAsync(cancel);
        await migrate.WaitForExitAsync(cancel);
        if (migrate.ExitCode != 0)
        {
            throw new InvalidOperationException($"The database was not migrated: {said}");
        }
    }

    [GeneratedRegex(@"[Ll]istening on:?\s+(?<url>https?://\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ListeningLine { get; }
}
