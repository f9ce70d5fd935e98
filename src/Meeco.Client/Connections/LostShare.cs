namespace Meeco;

/// <summary>A share that was prepared with an invitation and could not be made when the two connected.</summary>
/// <param name="Item">What the item was called, or its id.</param>
/// <param name="Reason">The server's word for why.</param>
internal sealed record LostShare(string Item, string Reason);
