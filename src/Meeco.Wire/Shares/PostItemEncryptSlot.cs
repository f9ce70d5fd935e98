namespace Meeco.Wire;

/// <summary>A value under the recipient's own DEK.</summary>
public sealed record PostItemEncryptSlot
{
    /// <summary>The slot, by the recipient's id.</summary>
    public string? Id { get; init; }

    /// <summary>The value.</summary>
    public string? EncryptedValue { get; init; }

    /// <summary>The key of the owner's hash, under the same DEK.</summary>
    public string? EncryptedValueVerificationKey { get; init; }
}
