using MeecoPS.Servers;

namespace Meeco;

/// <summary>A vault and keystore that <c>Start-MeecoServer</c> runs as a child process of this shell.</summary>
public sealed class MeecoServer : IDisposable
{
    private readonly ServerProcess _process;

    internal MeecoServer(ServerProcess process, string programPath, Uri url, string path, bool isTemporary)
    {
        _process = process;
        Url = url;
        VaultUrl = new Uri(url, "vault");
        KeystoreUrl = new Uri(url, "keystore");
        ProgramPath = programPath;
        Path = path;
        IsTemporary = isTemporary;
        StartedAt = DateTimeOffset.UtcNow;
    }

    /// <summary>The server's own address: health and API description are below it.</summary>
    public Uri Url { get; }

    /// <summary>Where the vault answers.</summary>
    public Uri VaultUrl { get; }

    /// <summary>Where the keystore answers.</summary>
    public Uri KeystoreUrl { get; }

    /// <summary>The id of the server's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The full path of the server's program, for the commands of its operator; a dll is run with <c>dotnet</c>.</summary>
    public string ProgramPath { get; }

    /// <summary>The full path of the folder that holds the server's database.</summary>
    public string Path { get; }

    /// <summary>Whether the data folder goes when the server stops.</summary>
    public bool IsTemporary { get; }

    /// <summary>When the server began to answer, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the server runs now.</summary>
    public MeecoServerState State => _process.HasExited ? MeecoServerState.Stopped : MeecoServerState.Running;

    /// <summary>Ends the server and waits until its process is gone.</summary>
    public void Dispose() => _process.Dispose();

    /// <summary>Shows the address.</summary>
    /// <returns>The server's address.</returns>
    public override string ToString() => Url.ToString();

    internal Task StopAsync(CancellationToken cancel) => _process.StopAsync(cancel);
}
