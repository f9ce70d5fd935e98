using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Delegations;

/// <summary>Connects as a delegate: opens a session that acts for the other user, and makes it the current one of the runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "MeecoDelegation")]
[OutputType(typeof(MeecoSession))]
public sealed class ConnectMeecoDelegationCommand : MeecoSessionCmdlet
{
    /// <summary>The delegation: an object, a connection, an id or the exact name of a connection.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DelegationIdentity Delegation { get; set; } = null!;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override object? ErrorTarget => Delegation.Source;

    /// <inheritdoc />
    protected override void Process()
    {
        var session = Await(cancel => Acting.Delegations.ConnectAsync(Delegation.Reference, cancel));
        RunspaceStore.Current.Remember(session);
        WriteObject(session);
    }
}
