namespace Meeco.Wire;

/// <summary>The value of a slot under a share's DEK.</summary>
public sealed record SlotValue
{
    /// <summary>The slot, by the sender's id.</summary>
    public string? SlotId { get; init; }

    /// <summary>The value; absent when empty.</summary>
    public string? EncryptedValue { get; init; }

    /// <summary>The key of the hash, under the same DEK; mandatory with a value (rule 40).</summary>
    public string? EncryptedValueVerificationKey { get; init; }

    /// <summary>The hash, hexadecimal: mandatory from the owner, forbidden from anyone else (rule 40).</summary>
    public string? ValueVerificationHash { get; init; }
}
