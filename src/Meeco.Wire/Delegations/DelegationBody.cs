namespace Meeco.Wire;

/// <summary>What the keystore knows of a delegation.</summary>
public sealed record DelegationBody
{
    /// <summary>Its name in both services; the connection carries it.</summary>
    public required string DelegationToken { get; init; }

    /// <summary>When the delegate claimed it; null until then.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Until when it can be claimed.</summary>
    public required DateTimeOffset ExpireAt { get; init; }

    /// <summary>When the delegate's signature was checked; null until both it and his public key are there.</summary>
    public DateTimeOffset? VerificationAttemptedAt { get; init; }

    /// <summary>Whether the signature is the delegate's; null until it was checked.</summary>
    public bool? Verified { get; init; }

    /// <summary>One of <see cref="DelegationRoles"/>, the same as at the connection.</summary>
    public required string DelegationRole { get; init; }

    /// <summary>The delegate's key for the connection, as the account's owner gave it.</summary>
    public string? DelegatePublicKey { get; init; }

    /// <summary>The delegate's signature of the token (`Sign.Rsa4096.…`).</summary>
    public string? DelegateSignature { get; init; }

    /// <summary>The vault id of the account's owner.</summary>
    public string? VaultAccountOwnerId { get; init; }

    /// <summary>Whether the KEK is still under the delegate's connection key, and not yet under his own KEK; null without one.</summary>
    public bool? AccountOwnerKekEncryptedWithConnectionKeypair { get; init; }

    /// <summary>The owner's KEK, encrypted for the delegate; null for everybody else.</summary>
    public string? AccountOwnerKek { get; init; }
}
