using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Lists the invitations to delegations that were sent to the user and that he made, or reads one by its id or token.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoDelegationInvitation", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoDelegationInvitation))]
public sealed class GetMeecoDelegationInvitationCommand : MeecoBulkCmdlet<DelegationInvitationIdentity, MeecoDelegationInvitation>
{
    private const string ListSet = "List";
    private const string IncomingSet = "Incoming";
    private const string OutgoingSet = "Outgoing";
    private const string InvitationSet = "Invitation";

    /// <summary>The invitations to read: objects, ids, or tokens of anybody's.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InvitationSet)]
    // Not by the names of an invitation's own properties: either may be empty, and an empty one would hide the object itself.
    [Alias("DelegationInvitationId")]
    public DelegationInvitationIdentity[]? Invitation { get; set; }

    /// <summary>Only invitations that were sent to the user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IncomingSet)]
    public SwitchParameter Incoming { get; set; }

    /// <summary>Only invitations that the user made.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OutgoingSet)]
    public SwitchParameter Outgoing { get; set; }

    /// <summary>Only invitations in this state; all when it is not given.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IncomingSet)]
    [Parameter(ParameterSetName = OutgoingSet)]
    public DelegationInvitationState? State { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationInvitationIdentity> Inputs => Invitation ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == InvitationSet)
        {
            base.Process();
            return;
        }

        bool? outgoing = ParameterSetName == ListSet ? null : ParameterSetName == OutgoingSet;
        Stream(Acting.DelegationInvitations.ListAsync(outgoing, StopToken)
            .Where(invitation => State is null || invitation.State == State));
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegationInvitation> RunAsync(
        DelegationInvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.DelegationInvitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(DelegationInvitationIdentity input) => input.Source;
}
