namespace Meeco.Wire;

/// <summary>A keystore session, wrapped.</summary>
public sealed record KeystoreSessionResponse
{
    /// <summary>The session.</summary>
    public required KeystoreSessionBody Session { get; init; }

    /// <summary>
    /// The server's own proof M2, 64 hexadecimal digits; null where no SRP login took place. Additive: the published
    /// API has no such member.
    /// </summary>
    public string? SrpM2 { get; init; }
}
