namespace Meeco.Server.Shares;

/// <summary>Somebody to whom an item may be shared, by his side of his connection with the sender.</summary>
/// <param name="UserKey">The user.</param>
/// <param name="PublicKey">The key that he gave for the connection, PEM byte for byte.</param>
/// <param name="KeyPairExternalId">Id of that pair in the keystore; null or empty where he gave none.</param>
/// <param name="CopyKey">The copy of the item that he has; null for none.</param>
internal sealed record ShareRecipient(long UserKey, string PublicKey, string? KeyPairExternalId, long? CopyKey);
