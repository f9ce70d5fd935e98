using Meeco.Wire;

namespace Meeco;

/// <summary>An own item whose shares are to be brought up to date.</summary>
/// <param name="Item">The item, still encrypted.</param>
/// <param name="Shares">Its shares; null to read them.</param>
internal sealed record ItemToUpdate(OpenItem Item, ItemSharesResponse? Shares)
{
    /// <summary>The item's label.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Item.ToString();
}
