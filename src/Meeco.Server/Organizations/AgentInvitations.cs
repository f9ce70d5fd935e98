using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Organizations;

/// <summary>What invitations of agents have in common.</summary>
internal static class AgentInvitations
{
    /// <summary>An agent has no keystore, and so nothing that a delegate could be given.</summary>
    /// <exception cref="RefusedException">422: the invitation asks for a delegation.</exception>
    public static void RefuseDelegation(PostInvitationsInvitation sent)
    {
        if (!string.IsNullOrEmpty(sent.DelegateRole) || !string.IsNullOrEmpty(sent.DelegationToken))
        {
            throw Refuse.Invalid("invitation.delegate_role", "The agent of an organization or service cannot be acted for.");
        }
    }
}
