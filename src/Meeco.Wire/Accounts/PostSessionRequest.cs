namespace Meeco.Wire;

/// <summary>Logs in at the vault (`POST /session`): whoever can decrypt the answer holds the key.</summary>
public sealed record PostSessionRequest
{
    /// <summary>The login key as PEM; compared as a key, not as text.</summary>
    public string? PublicKey { get; init; }

    /// <summary>How long the session shall live, in seconds; null for the server's default.</summary>
    public double? ValidFor { get; init; }
}
