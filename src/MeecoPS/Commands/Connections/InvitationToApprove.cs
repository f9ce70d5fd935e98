using System.Security;
using Meeco;

namespace MeecoPS.Commands.Connections;

/// <summary>An invitation on its way to its acceptance.</summary>
/// <param name="token">Its token.</param>
public sealed class InvitationToApprove(string token)
{
    internal string Token { get; } = token;

    /// <summary>What the server says of it, once it is read.</summary>
    internal MeecoInvitation Invitation { get; private set; } = null!;

    /// <summary>Whether it takes a passphrase to open the shares that were prepared with it.</summary>
    internal bool IsLocked => Invitation is { Multistep: false, PreparedShares.Count: > 0 };

    /// <summary>The passphrase that was typed for its prepared shares; null when none was asked for.</summary>
    internal SecureString? Typed { get; set; }

    /// <summary>Takes what the server says of it, and refuses what this command does not accept.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="userId">Who would accept it.</param>
    internal void Take(MeecoInvitation invitation, string userId)
    {
        InvitationEffects.RefuseGraveOnes(invitation);
        Invitation = invitation.State == InvitationState.New || invitation.InvitedUserId == userId
            ? invitation
            : throw ClientErrors.InvitationNotFound();
    }
}
