namespace Meeco;

/// <summary>A share that was prepared with an invitation, and is made when the two connect.</summary>
public sealed record MeecoPreparedShare
{
    internal MeecoPreparedShare()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The owner's id of the item.</summary>
    public string? ItemId { get; init; }

    /// <summary>What the item is called.</summary>
    public required string ItemLabel { get; init; }

    /// <summary>What the recipient agrees to; null for nothing.</summary>
    public string? Terms { get; init; }

    /// <summary>Whether the recipient must accept the share before he can read.</summary>
    public AcceptanceStatus AcceptanceStatus { get; init; }

    /// <summary>When the share will end, in UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its DEK, under a passphrase or under the sender's DEK; null where the user of the session cannot open it.</summary>
    internal string? EncryptedDek { get; init; }

    /// <summary>The item's label.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => ItemLabel;
}
