using System.Management.Automation.Host;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>What an invitation makes of its recipient beside a connection, and whether he agrees.</summary>
internal static class InvitationEffects
{
    /// <summary>Refuses an invitation that gives another power over the recipient, or him duties: another command says so first.</summary>
    /// <param name="invitation">The invitation.</param>
    public static void RefuseGraveOnes(MeecoInvitation invitation)
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

    /// <summary>Asks whoever would become a customer of a service; other invitations ask nothing.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="host">The host to ask at.</param>
    /// <returns>Whether he agrees.</returns>
    public static bool AgreesToService(MeecoInvitation invitation, PSHost host) =>
        invitation.ConnectionType != ConnectionType.Service
        || (HostPrompt.Consent(
            host,
            $"Invitation of {Sender(invitation)}",
            "The one who invites is a service, and you would become its customer. Do you agree?") ?? throw MeecoErrors.ServiceConsentRequired());

    /// <summary>Who invites, as it may be shown.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <returns>His name, or words for it.</returns>
    public static string Sender(MeecoInvitation invitation) =>
        invitation.SenderName is { } name ? HostPrompt.Printable(name) : "the one who invites";
}
