using System.Collections;
using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Accepts an invitation: the two users are connected and can share, or, in the multistep workflow, will be when the
/// sender confirms. An invitation that makes more of its recipient is refused: another command says what it does.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection), typeof(MeecoInvitation))]
public sealed class ApproveMeecoInvitationCommand : MeecoSessionCmdlet
{
    /// <summary>The token of the invitation.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Token { get; set; } = null!;

    /// <summary>What the connection will be called on this side.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The passphrase of the shares that were prepared with the invitation; asked for when it is needed and not given.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>Agrees to the terms of the shares that were prepared, too.</summary>
    [Parameter]
    public SwitchParameter AcceptShare { get; set; }

    /// <summary>In the multistep workflow: how the user introduces himself to the sender, who alone can read it.</summary>
    [Parameter]
    [ValidateLength(1, 100)]
    public string? Introduction { get; set; }

    /// <summary>In the multistep workflow: short texts for the sender. The server reads them too.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Data { get; set; }

    /// <summary>Becomes a customer of a service without being asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        var token = Token;
        var invitation = Await(cancel => Acting.Invitations.GetAsync(token, cancel));
        RefuseGraveEffects(invitation);
        if (invitation.State != InvitationState.New && invitation.InvitedUserId != Acting.UserId)
        {
            throw ClientErrors.InvitationNotFound();
        }

        if (ShouldProcess(Name ?? Sender(invitation), "Connect") && AgreesToService(invitation))
        {
            Accept(invitation);
        }
    }

    private void Accept(MeecoInvitation invitation)
    {
        var isLocked = invitation is { Multistep: false, PreparedShares.Count: > 0 };
        using var typed = isLocked && Passphrase is null
            ? HostPrompt.Secret(Host, "Passphrase for the prepared shares") ?? throw MeecoErrors.SecretRequired(nameof(Passphrase))
            : null;
        var answer = new AcceptedInvitation
        {
            Name = Name,
            Passphrase = Passphrase ?? typed,
            AcceptShares = AcceptShare,
            Introduction = Introduction,
            Data = InvitationData.Read(Data),
        };
        var steps = Steps;
        var step = Await(cancel => Acting.Invitations.AcceptAsync(invitation, answer, steps, cancel));
        if (step.Connection is { } connection)
        {
            this.WarnOfLostShares(connection);
            WriteObject(connection);
        }
        else
        {
            WriteVerbose("The sender has to confirm with Confirm-MeecoInvitation.");
            WriteObject(step.Invitation);
        }
    }

    private static void RefuseGraveEffects(MeecoInvitation invitation)
    {
        var role = invitation.Role is { } said ? $" as {HostPrompt.Printable(said)}" : string.Empty;
        var (effect, command) = invitation.ConnectionType switch
        {
            ConnectionType.Delegate => ($"you would act for the one who invites{role}", "Approve-MeecoDelegationInvitation"),
            ConnectionType.Member => ($"you would become a member of an organisation{role}", "Approve-MeecoOrganizationInvitation"),
            ConnectionType.Unknown => ("it is for a purpose that this version does not know", null),
            _ => (string.Empty, default(string)),
        };
        if (effect.Length > 0)
        {
            throw MeecoErrors.InvitationHasGraveEffects(effect, command);
        }
    }

    private bool AgreesToService(MeecoInvitation invitation) =>
        invitation.ConnectionType != ConnectionType.Service
        || Force
        || (HostPrompt.Consent(
            Host,
            $"Invitation of {Sender(invitation)}",
            "The one who invites is a service, and you would become its customer. Do you agree?") ?? throw MeecoErrors.ServiceConsentRequired());

    private static string Sender(MeecoInvitation invitation) =>
        invitation.SenderName is { } name ? HostPrompt.Printable(name) : "the one who invites";
}
