using System.Security;
using Meeco;

namespace MeecoPS.Commands.Connections;

/// <summary>An invitation on its way to its acceptance.</summary>
/// <param name="token">Its token.</param>
public sealed class InvitationToApprove(string token)
{
    internal string Token { get; } = token;

    /// <summary>What the server says of it, once it is read.</summary>
    internal MeecoInvitation Invitation { get; set; } = null!;

    /// <summary>The passphrase that was typed for its prepared shares; null when none was asked for.</summary>
    internal SecureString? Typed { get; set; }
}
