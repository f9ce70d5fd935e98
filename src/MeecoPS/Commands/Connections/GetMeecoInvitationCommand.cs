using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Lists the user's own invitations, or reads one by its id or token.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoInvitation", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoInvitation))]
public sealed class GetMeecoInvitationCommand : MeecoBulkCmdlet<InvitationIdentity, MeecoInvitation>
{
    private const string ListSet = "List";
    private const string InvitationSet = "Invitation";

    // The token before the id: a received invitation has none, and a property that is null binds to nothing.
    /// <summary>The invitations to read: objects, ids, or tokens of anybody's.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InvitationSet)]
    [Alias("InvitationId", "Token", "Id")]
    public InvitationIdentity[]? Invitation { get; set; }

    /// <summary>Only invitations in this state; new, accepted and rejected ones when it is not given.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public InvitationState? State { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<InvitationIdentity> Inputs => Invitation ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == InvitationSet)
        {
            base.Process();
        }
        else
        {
            Stream(Acting.Invitations.ListAsync(State, StopToken));
        }
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoInvitation> RunAsync(
        InvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Invitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(InvitationIdentity input) => input.Source;
}
