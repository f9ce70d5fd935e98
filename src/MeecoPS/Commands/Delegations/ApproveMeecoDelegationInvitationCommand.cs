using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>
/// Accepts invitations to act for somebody: says what each binds to and asks; <c>-Force</c> agrees without asking. May be
/// run again with the same invitation when it was interrupted.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoDelegationInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegation))]
public sealed class ApproveMeecoDelegationInvitationCommand : MeecoBulkCmdlet<DelegationInvitationIdentity, MeecoDelegation>
{
    /// <summary>The invitations to accept: objects, ids, or tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    // Not by the names of an invitation's own properties: either may be empty, and an empty one would hide the object itself.
    [Alias("DelegationInvitationId")]
    public DelegationInvitationIdentity[] Invitation { get; set; } = [];

    /// <summary>What a new connection will be called on this side.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Agrees without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationInvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(DelegationInvitationIdentity input) =>
        ShouldProcess(input.ToString(), "Become the delegate") && (Force || Agrees(input));

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationInvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var invitation = await Acting.DelegationInvitations.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return await Acting.DelegationInvitations.AcceptAsync(invitation, Name, progress: null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(DelegationInvitationIdentity input) => input.Source;

    private bool Agrees(DelegationInvitationIdentity input)
    {
        // Read now: what is agreed to is what stands there now, not what an old object says (rule 18).
        var invitation = Await(cancel => Acting.DelegationInvitations.GetAsync(input.Reference, cancel));
        var may = invitation.Role switch
        {
            DelegationRole.Owner => "read and change everything, and manage the account itself",
            DelegationRole.Admin => "read and change everything",
            _ => "read everything and change nothing",
        };
        var question = $"You will act for another user as {invitation.Role}, and may {may} there.{Environment.NewLine}Do you agree?";
        var sender = HostPrompt.Printable(invitation.Name ?? Name ?? invitation.UserId ?? "somebody");
        return HostPrompt.Consent(Host, $"Delegation by {sender}", question) ?? throw MeecoErrors.ConsentToInvitationRequired();
    }
}
