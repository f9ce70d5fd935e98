namespace Meeco.Wire;

/// <summary>A prepared share, as its sender sees it.</summary>
public sealed record ShareIntentBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The original item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Whether the item can still be shared.</summary>
    public bool ItemStillExists { get; init; }

    /// <summary>The original slot, where one is shared.</summary>
    public string? SlotId { get; init; }

    /// <summary>The values under the DEK, by the original slots.</summary>
    public IReadOnlyList<SlotValue> SlotValues { get; init; } = [];

    /// <summary>Whether that slot is still there; true where the whole item is shared.</summary>
    public bool SlotStillExists { get; init; }

    /// <summary>The DEK as it was sent.</summary>
    public required string EncryptedDek { get; init; }

    /// <summary>When the share will end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the recipient may share on.</summary>
    public bool OnsharingPermitted { get; init; }

    /// <summary>When it was prepared.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The invitation it was prepared for.</summary>
    public required string InvitationId { get; init; }

    /// <summary>Its terms.</summary>
    public string? Terms { get; init; }

    /// <summary>One of <see cref="AcceptanceStates"/>.</summary>
    public string AcceptanceRequired { get; init; } = AcceptanceStates.NotRequired;
}
