using Meeco.Wire;

namespace Meeco;

/// <summary>An item as the vault answered it, with the key of its values at hand.</summary>
/// <param name="Item">The item.</param>
/// <param name="Slots">Its slots.</param>
/// <param name="Share">The share that brought it; null for an own item.</param>
/// <param name="Loan">The key.</param>
internal sealed record OpenItem(ItemBody Item, IReadOnlyList<SlotBody> Slots, ShareBody? Share, ItemKeys.Loan Loan)
    : IDisposable
{
    /// <summary>The classification nodes that were answered with it.</summary>
    public IReadOnlyList<ClassificationNodeBody> Nodes { get; init; } = [];

    /// <summary>The revision that was read, as <c>If-Match</c> names it; null where the server counts none.</summary>
    public string? VersionTag => Item.Version is { } version ? Wire.VersionTag.Format(version) : null;

    /// <summary>Opens and verifies the values.</summary>
    /// <returns>The item in clear.</returns>
    /// <exception cref="MeecoException"><c>VerificationFailed</c>, <c>DecryptionFailed</c>.</exception>
    public MeecoItem Read() => ItemReader.Read(Item, Slots, Loan.Key, Share) with
    {
        Classifications = ClassificationService.Pick(Item.ClassificationNodeIds, Nodes),
    };

    /// <summary>Finds a slot.</summary>
    /// <param name="slot">Its machine name or id; null for none.</param>
    /// <returns>Its id; null for none.</returns>
    /// <exception cref="MeecoException"><c>SlotNotFound</c>.</exception>
    public string? FindSlotId(string? slot) => slot is null
        ? null
        : Slots.FirstOrDefault(
            one => one.Id == slot || string.Equals(one.Name, slot, StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw ClientErrors.SlotNotFound(slot);

    /// <summary>Zeroes the key if it was made for this use.</summary>
    public void Dispose() => Loan.Dispose();

    /// <summary>The label.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Item.Label;
}
