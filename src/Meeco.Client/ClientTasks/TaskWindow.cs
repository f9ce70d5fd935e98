using Meeco.Wire;

namespace Meeco;

/// <summary>Tasks that a batch has claimed together, with what it takes to do them.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Items">The items of those that update shares, by their ids; one that is gone is missing.</param>
/// <param name="ClaimedAt">When they were claimed, as the session's clock counts.</param>
/// <param name="IsFull">Whether as many were claimed as were wanted: there may be more.</param>
internal sealed record TaskWindow(
    IReadOnlyList<ClientTaskBody> Tasks, Dictionary<string, ItemToUpdate> Items, long ClaimedAt, bool IsFull)
{
    /// <summary>No tasks.</summary>
    public static TaskWindow Empty { get; } = new([], [], ClaimedAt: 0, IsFull: false);

    /// <summary>The label of the item that a task is about; null where there is none, or it is gone.</summary>
    public string? LabelOf(ClientTaskBody task) => Items.GetValueOrDefault(task.TargetId)?.Item.Item.Label;

    /// <summary>How many there are.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Tasks.Count} client task(s)";
}
