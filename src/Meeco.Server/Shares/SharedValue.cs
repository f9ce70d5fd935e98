namespace Meeco.Server.Shares;

/// <summary>One slot's value in a share. Slots without a value have none.</summary>
/// <param name="Ordinal">The original slot's ordinal.</param>
/// <param name="EncryptedValue">Cryppo text under the share's DEK, or under the recipient's own after re-encryption.</param>
/// <param name="EncryptedVerificationKey">Cryppo text under the same key.</param>
/// <param name="VerificationHash">The owner's hash of the plain value, lower-case hex.</param>
internal sealed record SharedValue(int Ordinal, string EncryptedValue, string EncryptedVerificationKey, string VerificationHash);
