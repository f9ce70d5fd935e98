namespace Meeco.Wire;

/// <summary>The new value of a slot in a share.</summary>
public sealed record PutItemSharesSlotValue
{
    /// <summary>The share.</summary>
    public string? ShareId { get; init; }

    /// <summary>The slot, by the owner's id.</summary>
    public string? SlotId { get; init; }

    /// <summary>The value under the share's new DEK; absent when empty.</summary>
    public string? EncryptedValue { get; init; }

    /// <summary>The key of the hash, under the same DEK.</summary>
    public string? EncryptedValueVerificationKey { get; init; }

    /// <summary>The hash, hexadecimal.</summary>
    public string? ValueVerificationHash { get; init; }
}
