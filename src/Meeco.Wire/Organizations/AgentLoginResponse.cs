namespace Meeco.Wire;

/// <summary>A session of an agent: only who holds the private key of the organisation or service can use it.</summary>
public sealed record AgentLoginResponse
{
    /// <summary>Always `bearer`.</summary>
    public string TokenType { get; init; } = "bearer";

    /// <summary>The vault token under the public key of the organisation or service.</summary>
    public required string EncryptedAccessToken { get; init; }
}
