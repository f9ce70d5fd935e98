using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Says no to an invitation: the invited user rejects it, also after he accepted; its sender takes back what somebody
/// accepted and he does not want to confirm.
/// </summary>
[Cmdlet(VerbsLifecycle.Deny, "MeecoInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoInvitation))]
public sealed class DenyMeecoInvitationCommand : MeecoBulkCmdlet<InvitationIdentity, MeecoInvitation>
{
    // The token before the id: a received invitation has none, and a property that is null binds to nothing.
    /// <summary>The invitations: objects, tokens, or ids of own ones.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InvitationId", "Token", "Id")]
    public InvitationIdentity[] Invitation { get; set; } = [];

    /// <summary>Hands on the invitations as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<InvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(InvitationIdentity input) => ShouldProcess(input.ToString(), "Deny the invitation");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoInvitation> RunAsync(
        InvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Invitations.DenyAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoInvitation> ForeseeAsync(
        InvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var invitation = await Acting.Invitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return invitation.State == InvitationState.New ? invitation with { State = InvitationState.Rejected } : invitation;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(InvitationIdentity input) => input.Source;
}
