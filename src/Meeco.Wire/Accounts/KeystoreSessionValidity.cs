namespace Meeco.Wire;

/// <summary>What `GET /session` of the keystore answers.</summary>
public sealed record KeystoreSessionValidity
{
    /// <summary>When the session ends.</summary>
    public required DateTimeOffset ValidTill { get; init; }
}
