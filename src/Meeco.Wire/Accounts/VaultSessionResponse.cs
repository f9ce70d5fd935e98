namespace Meeco.Wire;

/// <summary>A vault session, wrapped.</summary>
public sealed record VaultSessionResponse
{
    /// <summary>The session.</summary>
    public required VaultSessionBody Session { get; init; }
}
