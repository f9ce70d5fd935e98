using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Declines invitations to act for another user; who invited sees it.</summary>
[Cmdlet(VerbsLifecycle.Deny, "MeecoDelegationInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegationInvitation))]
public sealed class DenyMeecoDelegationInvitationCommand : MeecoBulkCmdlet<DelegationInvitationIdentity, MeecoDelegationInvitation>
{
    /// <summary>The invitations to decline: objects, ids, or tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    // Not by the names of an invitation's own properties: either may be empty, and an empty one would hide the object itself.
    [Alias("DelegationInvitationId")]
    public DelegationInvitationIdentity[] Invitation { get; set; } = [];

    /// <summary>Hands on the invitations as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationInvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(DelegationInvitationIdentity input) => ShouldProcess(input.ToString(), "Decline the invitation");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegationInvitation> RunAsync(
        DelegationInvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.DelegationInvitations.RejectAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegationInvitation> ForeseeAsync(
        DelegationInvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var invitation = await Acting.DelegationInvitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return invitation.State == DelegationInvitationState.New ? invitation with { State = DelegationInvitationState.Rejected } : invitation;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(DelegationInvitationIdentity input) => input.Source;
}
