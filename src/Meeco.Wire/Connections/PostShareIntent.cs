namespace Meeco.Wire;

/// <summary>A share to prepare: as one to make, but for a recipient who is not known yet.</summary>
public sealed record PostShareIntent
{
    /// <summary>
    /// The DEK: under a key derived from a passphrase in the simple workflow, under the sender's own DEK in the multistep
    /// one.
    /// </summary>
    public string? EncryptedDek { get; init; }

    /// <summary>The item, by the sender's id.</summary>
    public string? ItemId { get; init; }

    /// <summary>
    /// The version of the item that the values were read at; where it has moved on, 412. An addition of ours, as
    /// `If-Match` is for a share: one request prepares shares of several items.
    /// </summary>
    public long? ItemVersion { get; init; }

    /// <summary>The only slot that is shared, by the sender's id; absent for all.</summary>
    public string? SlotId { get; init; }

    /// <summary>The values under the DEK; empty slots are left out.</summary>
    public IReadOnlyList<SlotValue>? SlotValues { get; init; }

    /// <summary>Whether the recipient may share on.</summary>
    public bool? OnsharingPermitted { get; init; }

    /// <summary>When the share ends; absent for never, or for the end of the share it comes from.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Free text that the recipient agrees to.</summary>
    public string? Terms { get; init; }

    /// <summary>`acceptance_required` or `acceptance_not_required`.</summary>
    public string? AcceptanceRequired { get; init; }
}
