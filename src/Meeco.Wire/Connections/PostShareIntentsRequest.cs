namespace Meeco.Wire;

/// <summary>Prepares shares for an invitation (`POST /invitations/{id}/share_intents`).</summary>
public sealed record PostShareIntentsRequest
{
    /// <summary>The shares to prepare.</summary>
    public IReadOnlyList<PostShareIntent>? ShareIntents { get; init; }
}
