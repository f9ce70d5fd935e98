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
}
