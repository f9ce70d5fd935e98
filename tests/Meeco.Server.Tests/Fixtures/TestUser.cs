namespace Meeco.Server.Tests.Fixtures;

/// <summary>A user of one test, with what is needed to call as him.</summary>
public sealed record TestUser
{
    /// <summary>The internal key of the vault user.</summary>
    public required long Key { get; init; }

    /// <summary>His id on the wire.</summary>
    public required string Id { get; init; }

    public required string PublicKey { get; init; }

    public required string VaultToken { get; init; }

    public required string KeystoreToken { get; init; }

    /// <summary>Calls to the vault with his token; paths are relative to it.</summary>
    public required TestCaller Vault { get; init; }

    /// <summary>Calls to the keystore with his token; paths are relative to it.</summary>
    public required TestCaller Keystore { get; init; }
}
