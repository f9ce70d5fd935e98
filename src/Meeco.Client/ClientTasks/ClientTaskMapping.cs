using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class ClientTaskMapping
{
    public static MeecoClientTask Map(ClientTaskBody task) => new()
    {
        Id = task.Id,
        State = State(task.State),
        WorkType = task.WorkType,
        TargetId = task.TargetId,
        ItemId = ItemId(task),
        ConnectionId = ConnectionId(task),
        CreatedAt = task.CreatedAt,
        LastStateTransitionAt = task.LastStateTransitionAt,
        ClaimedByThisSession = task.ClaimedByThisSession,
        FailureReason = task.State == ClientTaskStates.Failed ? TaskReport.FailureReason(task.Report) : null,
    };

    public static string? ItemId(ClientTaskBody task) =>
        task.WorkType == WorkTypes.UpdateItemShares ? task.TargetId : null;

    public static string? ConnectionId(ClientTaskBody task) =>
        task.WorkType is WorkTypes.SetupKeyDelegation or WorkTypes.ReencryptAccountOwnerKek ? task.TargetId : null;

    public static string State(ClientTaskState state) => state switch
    {
        ClientTaskState.Todo => ClientTaskStates.Todo,
        ClientTaskState.InProgress => ClientTaskStates.InProgress,
        ClientTaskState.Done => ClientTaskStates.Done,
        ClientTaskState.Failed => ClientTaskStates.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static ClientTaskState State(string state) => state switch
    {
        ClientTaskStates.Todo => ClientTaskState.Todo,
        ClientTaskStates.InProgress => ClientTaskState.InProgress,
        ClientTaskStates.Done => ClientTaskState.Done,
        ClientTaskStates.Failed => ClientTaskState.Failed,
        _ => throw ClientErrors.NotTheProtocol("a client task has an unknown state."),
    };
}
