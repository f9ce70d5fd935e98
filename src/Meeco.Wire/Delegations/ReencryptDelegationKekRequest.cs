namespace Meeco.Wire;

/// <summary>The same KEK under the delegate's own.</summary>
public sealed record ReencryptDelegationKekRequest
{
    /// <summary>The owner's KEK under the delegate's (`Aes256Gcm.…`).</summary>
    public string? EncryptedKek { get; init; }
}
