namespace Meeco;

/// <summary>Whether the value of a slot is known to be the owner's. A value that is not his is an error and never shown.</summary>
public enum SlotVerification
{
    /// <summary>There is nothing to verify: an own slot, or one without a value.</summary>
    NotApplicable,

    /// <summary>The value fits the hash that the owner made.</summary>
    Verified,

    /// <summary>The owner's hash, or the key of it, is missing.</summary>
    NotVerifiable,
}
