using Meeco.Server.Connections;

namespace Meeco.Server.Shares;

/// <summary>What a sender asks a share to be, after every rule about it was checked.</summary>
internal sealed record ShareTerms
{
    /// <summary>The recipient's side of his connection with the sender.</summary>
    public required Connection Recipient { get; init; }

    /// <summary>The recipient's key as the sender wrote it.</summary>
    public required string PublicKey { get; init; }

    public required string EncryptedDek { get; init; }

    /// <summary>Id of the recipient's pair in the keystore; null or empty where he gave none.</summary>
    public required string? KeyPairExternalId { get; init; }

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
