using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Servers;

/// <summary>Stops servers that this runspace has started; temporary data goes with them.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MeecoServer", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoServer))]
public sealed class StopMeecoServerCommand : MeecoCmdlet
{
    /// <summary>The servers to stop; all of this runspace when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public MeecoServer[]? Server { get; set; }

    /// <summary>Hands on the stopped servers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        foreach (var server in Server ?? [.. RunspaceStore.Current.Servers])
        {
            var isAdmitted = ShouldProcess($"{server} ({(server.IsTemporary ? "its data is deleted" : server.Path)})", "Stop the Meeco server");
            if (isAdmitted)
            {
                Await(server.StopAsync);
                RunspaceStore.Current.Forget(server);
            }

            HandOn(server, PassThru, isAdmitted);
        }
    }
}
