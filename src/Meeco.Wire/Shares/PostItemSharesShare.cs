namespace Meeco.Wire;

/// <summary>A share to make.</summary>
public sealed record PostItemSharesShare
{
    /// <summary>With whom; he must be connected to the sender (rule 12).</summary>
    public string? RecipientId { get; init; }

    /// <summary>The recipient's public key, as the connection has it.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The share's DEK under that key (`Rsa4096.…`).</summary>
    public string? EncryptedDek { get; init; }

    /// <summary>The keystore id of the recipient's pair.</summary>
    public string? KeypairExternalId { get; init; }

    /// <summary>Free text that the recipient agrees to.</summary>
    public string? Terms { get; init; }

    /// <summary>Whether the recipient may share on.</summary>
    public bool? OnsharingPermitted { get; init; }

    /// <summary>The same in words, from clients of 2020: one of <see cref="SharingModes"/>.</summary>
    public string? SharingMode { get; init; }

    /// <summary>`acceptance_required` or `acceptance_not_required`.</summary>
    public string? AcceptanceRequired { get; init; }

    /// <summary>When it ends; absent for never, or for the end of the share it comes from.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The only slot that is shared, by the sender's id; absent for all.</summary>
    public string? SlotId { get; init; }

    /// <summary>The values under the share's DEK; empty slots are left out.</summary>
    public IReadOnlyList<SlotValue>? SlotValues { get; init; }
}
