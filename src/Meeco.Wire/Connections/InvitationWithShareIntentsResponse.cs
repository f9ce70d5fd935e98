namespace Meeco.Wire;

/// <summary>One invitation with the shares prepared with it.</summary>
public sealed record InvitationWithShareIntentsResponse
{
    /// <summary>The invitation.</summary>
    public required InvitationBody Invitation { get; init; }

    /// <summary>The prepared shares.</summary>
    public IReadOnlyList<CompactShareIntent> ShareIntents { get; init; } = [];

    /// <summary>The invited user's key, once he accepted.</summary>
    public string? RecipientPublicKey { get; init; }

    /// <summary>
    /// The caller's side of his connection with the other user, where the two are connected already (rule 16): prepared
    /// shares will be encrypted for the key of that connection.
    /// </summary>
    public string? ConnectionId { get; init; }
}
