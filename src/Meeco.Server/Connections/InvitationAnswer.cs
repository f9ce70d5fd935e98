namespace Meeco.Server.Connections;

/// <summary>What the invited user brought when he accepted in the multistep workflow; it waits for the sender (rule 15).</summary>
internal sealed record InvitationAnswer
{
    /// <summary>His key for the connection, PEM byte for byte.</summary>
    public required string PublicKey { get; init; }

    public string? KeyPairExternalId { get; init; }

    /// <summary>The name he gives the sender, under his own DEK.</summary>
    public string? EncryptedSenderName { get; init; }

    /// <summary>His own name, under the sender's public key.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>A JSON object of texts.</summary>
    public required string RecipientToSenderData { get; init; }

    /// <summary>Whether he agrees to the terms of the prepared shares.</summary>
    public required bool AcceptsShares { get; init; }
}
