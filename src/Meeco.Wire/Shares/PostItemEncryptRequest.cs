namespace Meeco.Wire;

/// <summary>
/// A recipient stores the values of his copy under his own DEK (`POST /items/{id}/encrypt`, rule 39).
/// </summary>
public sealed record PostItemEncryptRequest
{
    /// <summary>The values.</summary>
    public IReadOnlyList<PostItemEncryptSlot>? Slots { get; init; }
}
