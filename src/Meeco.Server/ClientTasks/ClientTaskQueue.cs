using Meeco.Server.Items;

namespace Meeco.Server.ClientTasks;

/// <summary>Makes and closes the tasks of an item's owner. Call it inside the transaction of the change.</summary>
internal sealed class ClientTaskQueue
{
    /// <summary>
    /// The owner changed an item: if it has shares whose values must follow, there is exactly one open task for it
    /// afterwards, and no earlier one can complete it any more (design 8, tasks).
    /// </summary>
    public Task OwnerUpdatedAsync(Item item, CancellationToken cancel) =>
        throw new NotSupportedException();
}
