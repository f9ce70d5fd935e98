namespace Meeco.Wire;

/// <summary>Sets states and reports of tasks (`PUT /client_task_queue`).</summary>
public sealed record PutClientTasksRequest
{
    /// <summary>The changes.</summary>
    public IReadOnlyList<ClientTaskChange>? ClientTasks { get; init; }
}
