namespace Meeco.Wire;

/// <summary>A share as its sender, the owner of the item or the recipient sees it.</summary>
public sealed record ShareBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The owner of the item.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Who shared: the owner, or a recipient who shared on.</summary>
    public required string SenderId { get; init; }

    /// <summary>With whom.</summary>
    public required string RecipientId { get; init; }

    /// <summary>One of <see cref="AcceptanceStates"/>.</summary>
    public required string AcceptanceRequired { get; init; }

    /// <summary>The owner's id of the item, never the recipient's (rule 37).</summary>
    public required string ItemId { get; init; }

    /// <summary>The owner's id of the only slot that is shared; null for all.</summary>
    public string? SlotId { get; init; }

    /// <summary>The recipient's public key.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Whether the recipient may share on.</summary>
    public required bool OnsharingPermitted { get; init; }

    /// <summary>The same in words, for clients of 2020: one of <see cref="SharingModes"/>.</summary>
    public string SharingMode { get; init; } = SharingModes.Owner;

    /// <summary>The keystore id of the recipient's pair.</summary>
    public string? KeypairExternalId { get; init; }

    /// <summary>
    /// The share's DEK under the recipient's public key; null for him before acceptance, and after he re-encrypted
    /// the item under his own DEK (rule 39).
    /// </summary>
    public string? EncryptedDek { get; init; }

    /// <summary>Free text that the recipient agrees to.</summary>
    public string? Terms { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
