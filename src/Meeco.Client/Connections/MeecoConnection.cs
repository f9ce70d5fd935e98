namespace Meeco;

/// <summary>A connection to another user, as the user of the session sees it.</summary>
public sealed record MeecoConnection
{
    internal MeecoConnection()
    {
    }

    /// <summary>Its id, for the user of the session.</summary>
    public required string Id { get; init; }

    /// <summary>The name that the user of the session gave the other user; null if he gave none.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the other user.</summary>
    public required string UserId { get; init; }

    /// <summary>When the two connected, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the two were connected before they were asked to connect: then this is that connection.</summary>
    public bool ExistedAlready { get; init; }

    /// <summary>The ids of the shares that were prepared with the invitation and made now; none otherwise.</summary>
    public IReadOnlyList<string> CreatedShareIds { get; init; } = [];

    /// <summary>What was prepared with the invitation and cannot be shared any more, with the server's reason.</summary>
    internal IReadOnlyList<LostShare> LostShares { get; init; } = [];

    /// <summary>The other user's public key for this connection, byte for byte as he gave it.</summary>
    internal string PublicKey { get; init; } = "";

    /// <summary>The keystore id of the other user's pair.</summary>
    internal string? KeypairExternalId { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name, or the id of the other user where there is none.</returns>
    public override string ToString() => Name ?? UserId;
}
