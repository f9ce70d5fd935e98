namespace Meeco.Server.Shares;

/// <summary>What a sender asks a share to be, whoever receives it.</summary>
internal sealed record ShareOffer
{
    /// <summary>The free text that the recipient agrees to (rule 23).</summary>
    public required string? Text { get; init; }

    public required Acceptance Acceptance { get; init; }

    public required SharingMode Mode { get; init; }

    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The only slot; null for the whole item.</summary>
    public required int? SlotOrdinal { get; init; }

    /// <summary>Its key.</summary>
    public required long? SlotKey { get; init; }

    public required IReadOnlyList<SharedValue> Values { get; init; }
}
