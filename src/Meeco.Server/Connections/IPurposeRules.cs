using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>
/// What one kind of purpose asks of an invitation, and what follows when it becomes a connection and when that ends
/// (rule 18). Each is called inside the transaction of the change.
/// </summary>
internal interface IPurposeRules
{
    /// <summary>The kind that these rules are for.</summary>
    ConnectionIntent Intent { get; }

    /// <summary>Reads the purpose that the caller states; null when it is not of this kind.</summary>
    /// <exception cref="RefusedException">The caller may not invite for it, or a member is missing or malformed.</exception>
    Task<ConnectionPurpose?> ReadAsync(VaultCaller caller, PostInvitationsInvitation sent, CancellationToken cancel);

    /// <summary>Two users were connected for it by the caller's act; both sides are saved, the inviting one has the purpose.</summary>
    Task ConnectedAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel);

    /// <summary>The caller is about to end the connection.</summary>
    Task EndingAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel);
}
