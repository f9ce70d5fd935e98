using Meeco.Wire;

namespace Meeco;

/// <summary>An item as it was read, together with others, before it is shared: still encrypted.</summary>
/// <param name="Item">The item.</param>
/// <param name="Slots">Its slots.</param>
/// <param name="Incoming">The share that brought it; null for an own item.</param>
/// <param name="Standing">The user's live shares of it.</param>
internal sealed record ShareStart(
    ItemBody Item,
    IReadOnlyList<SlotBody> Slots,
    ShareBody? Incoming,
    IReadOnlyList<ShareBody> Standing)
{
    /// <summary>The label.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Item.Label;
}
