namespace Meeco.Wire;

/// <summary>A prepared share, in short.</summary>
public sealed record CompactShareIntent
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The item.</summary>
    public string? ItemId { get; init; }

    /// <summary>The item's name for people.</summary>
    public string ItemLabel { get; init; } = "";

    /// <summary>The share's DEK, where the reader can open it: under a passphrase, or under the sender's DEK.</summary>
    public string? EncryptedDek { get; init; }

    /// <summary>When the share will end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its terms.</summary>
    public string? Terms { get; init; }

    /// <summary>One of <see cref="AcceptanceStates"/>.</summary>
    public string AcceptanceRequired { get; init; } = AcceptanceStates.NotRequired;
}
