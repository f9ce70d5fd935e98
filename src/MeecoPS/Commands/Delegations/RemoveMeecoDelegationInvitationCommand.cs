using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Takes own invitations to delegations back.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoDelegationInvitation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoDelegationInvitationCommand : MeecoBulkCmdlet<DelegationInvitationIdentity, MeecoDelegationInvitation>
{
    /// <summary>The invitations to take back: objects, ids, or tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DelegationInvitationId", "Id")]
    public DelegationInvitationIdentity[] Invitation { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<DelegationInvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(DelegationInvitationIdentity input) => ShouldProcess(input.ToString(), "Take the invitation back");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegationInvitation> RunAsync(
        DelegationInvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var invitation = await Acting.DelegationInvitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        await Acting.DelegationInvitations.RemoveAsync(invitation, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(DelegationInvitationIdentity input) => input.Source;
}
