namespace Meeco.Wire;

/// <summary>The tasks that a change named, in the order of the request.</summary>
public sealed record ClientTasksUpdatedResponse
{
    /// <summary>The tasks.</summary>
    public IReadOnlyList<ClientTaskBody> ClientTasks { get; init; } = [];
}
