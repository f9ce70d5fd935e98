using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Servers;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Servers;

/// <summary>
/// Starts a vault and keystore as a child process of this shell, and makes them the environment.
/// The server survives Ctrl+C and ends with the shell, however that ends.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "MeecoServer", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoServer))]
public sealed class StartMeecoServerCommand : MeecoCmdlet
{
    /// <summary>The folder of the server's data, made when missing; without it the data is temporary and goes with the server.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The loopback port to listen on; 0, the default, takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The server's folder, its program or its zip file; by default what lies beside the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServerPath { get; set; }

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

    /// <inheritdoc />
    protected override void Process()
    {
        var place = ServerPath is null ? ServerProgram.DefaultFolder : GetUnresolvedProviderPathFromPSPath(ServerPath);
        var program = ServerArchive.IsArchive(place) ? null : Find(place);
        var data = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(data ?? "a temporary data folder", "Start a Meeco server"))
        {
            return;
        }

        program ??= Find(Await(cancel => ServerArchive.ExpandAsync(place, cancel)));
        var store = RunspaceStore.Current;
        var server = Await(async cancel =>
        {
            var started = await ServerStart.RunAsync(program, data, Port, cancel).ConfigureAwait(false);

            // Here, so that a stop in this very moment does not leave a server that nobody knows.
            store.Remember(started);
            return started;
        });
        store.Environment = new MeecoEnvironment(server.VaultUrl, server.KeystoreUrl);
        WriteVerbose($"The server listens on {server.Url}; its data is in '{server.Path}'.");
        WriteObject(server);
    }

    private static ServerProgram Find(string place) => ServerProgram.Find(place) ?? throw MeecoErrors.ServerNotFound(place);
}
