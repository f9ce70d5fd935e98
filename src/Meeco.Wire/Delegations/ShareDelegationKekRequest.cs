namespace Meeco.Wire;

/// <summary>The owner's KEK for his delegate.</summary>
public sealed record ShareDelegationKekRequest
{
    /// <summary>The KEK under the delegate's connection key (`Rsa4096.…`).</summary>
    public string? EncryptedKek { get; init; }

    /// <summary>That key as PEM; needed the first time.</summary>
    public string? DelegatePublicKey { get; init; }
}
