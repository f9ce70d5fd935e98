namespace Meeco;

/// <summary>What an item is called.</summary>
/// <param name="Id">Its id, for the user of the session.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Template">The name for people of the template that it was made from.</param>
internal sealed record ItemName(string Id, string Label, string Template);
