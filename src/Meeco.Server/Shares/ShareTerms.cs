namespace Meeco.Server.Shares;

/// <summary>What a sender asks a share to be, after every rule about it was checked.</summary>
internal sealed record ShareTerms
{
    /// <summary>Whom it is for.</summary>
    public required ShareRecipient Recipient { get; init; }

    /// <summary>The recipient's key as the sender wrote it.</summary>
    public required string PublicKey { get; init; }

    public required string EncryptedDek { get; init; }

    /// <summary>Id of the recipient's pair in the keystore; null or empty where he gave none.</summary>
    public required string? KeyPairExternalId { get; init; }

    public required ShareOffer Offer { get; init; }
}
