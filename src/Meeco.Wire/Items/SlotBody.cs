namespace Meeco.Wire;

/// <summary>A slot of an item or of a template.</summary>
public sealed record SlotBody
{
    /// <summary>Its id, for the caller.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the caller owns it; false on template slots.</summary>
    public required bool Own { get; init; }

    /// <summary>The share it came with, else null.</summary>
    public string? ShareId { get; init; }

    /// <summary>Its machine name, unique in the item.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its place in the item.</summary>
    public int Ordinal { get; init; }

    /// <summary>Whether it is shown.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Its classification.</summary>
    public IReadOnlyList<string> ClassificationNodeIds { get; init; } = [];

    /// <summary>The file it stands for, else null.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The folder it stands for, else null.</summary>
    public string? AttachmentsFolderId { get; init; }

    /// <summary>Its item, for the caller; null on template slots.</summary>
    public string? ItemId { get; init; }

    /// <summary>Whether a value is expected.</summary>
    public bool Required { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>One of <see cref="SlotTypes"/>, a hint only (rule 3).</summary>
    public string SlotTypeName { get; init; } = SlotTypes.KeyValue;

    /// <summary>`user`, `system` or null.</summary>
    public string? Creator { get; init; }

    /// <summary>
    /// The value under the owner's DEK, or that of the share; null when empty, or withheld until acceptance.
    /// </summary>
    public string? EncryptedValue { get; init; }

    /// <summary>On received slots: the 64-byte key of the hash, under the same key as the value.</summary>
    public string? EncryptedValueVerificationKey { get; init; }

    /// <summary>On received slots: the owner's hash of the value, hexadecimal.</summary>
    public string? ValueVerificationHash { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>The owner's id of it on a received slot, else null.</summary>
    public string? OriginalId { get; init; }

    /// <summary>The owner's user id.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether there is a value or a file; clients of 2020 decrypt only then.</summary>
    public bool Encrypted { get; init; }

    /// <summary>For clients of 2020.</summary>
    public string? Image { get; init; }
}
