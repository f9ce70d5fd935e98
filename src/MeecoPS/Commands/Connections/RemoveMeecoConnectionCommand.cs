using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Ends connections, for both sides, with the shares over them and what was shared on from those.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoConnectionCommand : MeecoBulkCmdlet<ConnectionIdentity, MeecoConnection>
{
    /// <summary>The connections to end: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity[] Connection { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ConnectionIdentity> Inputs => Connection;

    /// <inheritdoc />
    protected override bool Admit(ConnectionIdentity input) => ShouldProcess(input.ToString(), "End the connection and its shares");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoConnection> RunAsync(
        ConnectionIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var connection = await input.ResolveAsync(Acting, cancel).ConfigureAwait(false);
        await Acting.Connections.RemoveAsync(connection.Id, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(ConnectionIdentity input) => input.Source;
}
