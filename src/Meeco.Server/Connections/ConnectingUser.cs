namespace Meeco.Server.Connections;

/// <summary>What the invited user brings to his side of a connection.</summary>
internal sealed record ConnectingUser
{
    public required long UserKey { get; init; }

    /// <summary>PEM byte for byte.</summary>
    public required string PublicKey { get; init; }

    public string? KeyPairExternalId { get; init; }

    /// <summary>The name he gives the sender, under his own DEK.</summary>
    public string? EncryptedName { get; init; }

    public string? Did { get; init; }
}
