namespace Meeco;

/// <summary>A changed item, and the work that the change leaves to the user's client.</summary>
/// <param name="Item">The item as it is now.</param>
/// <param name="Outstanding">The tasks that wait.</param>
internal sealed record ItemUpdate(MeecoItem Item, OutstandingTasks Outstanding);
