namespace Meeco.Wire;

/// <summary>A keystore user, wrapped.</summary>
public sealed record KeystoreUserResponse
{
    /// <summary>The user.</summary>
    public required KeystoreUserBody User { get; init; }
}
