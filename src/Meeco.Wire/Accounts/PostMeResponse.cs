namespace Meeco.Wire;

/// <summary>A new vault user and his first session.</summary>
public sealed record PostMeResponse
{
    /// <summary>The session token under the user's own public key (`Rsa4096.…`).</summary>
    public required string EncryptedSessionAuthenticationString { get; init; }

    /// <summary>The user.</summary>
    public required VaultUserBody User { get; init; }

    /// <summary>Always empty; clients of 2020 cannot do without it.</summary>
    public IReadOnlyList<AssociationBody> Associations { get; init; } = [];
}
