namespace Meeco;

/// <summary>What accepting an invitation led to.</summary>
/// <param name="Connection">The connection; null while the sender has to confirm.</param>
/// <param name="Invitation">The invitation that waits for its sender; null otherwise.</param>
internal sealed record InvitationStep(MeecoConnection? Connection, MeecoInvitation? Invitation);
