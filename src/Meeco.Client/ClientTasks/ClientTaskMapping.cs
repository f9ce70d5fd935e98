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

    public static MeecoClientTaskResult Completed(ClientTaskBody task) => Result(task, ClientTaskOutcome.Completed);

    public static MeecoClientTaskResult Failed(ClientTaskBody task, MeecoException why) => Result(task, ClientTaskOutcome.Failed) with
    {
        ErrorId = why.ErrorId,
        Reason = why.Message,
        Error = why,
    };

    public static MeecoClientTaskResult Skipped(ClientTaskBody task, string errorId, string reason) =>
        Result(task, ClientTaskOutcome.Skipped) with { ErrorId = errorId, Reason = reason };

    public static MeecoClientTaskResult Claimed(ClientTaskBody task, bool force) => Skipped(
        task,
        MeecoClientTaskResult.ClaimedId,
        force
            ? "Another session, which is still alive, works on it."
            : "Another session has claimed it; -Force takes it over if that session has ended.");

    public static MeecoClientTaskResult Lost(ClientTaskBody task) => Skipped(
        task, MeecoClientTaskResult.ClaimedId, "It took longer than the claim was good for, and another session has claimed it since.");

    public static MeecoClientTaskResult Closed(ClientTaskBody task) => Skipped(
        task, "ClientTaskClosed", "The server has closed it: its item or the last share is gone, or another task has taken its place.");

    public static string State(ClientTaskState state) => state switch
    {
        ClientTaskState.Todo => ClientTaskStates.Todo,
        ClientTaskState.InProgress => ClientTaskStates.InProgress,
        ClientTaskState.Done => ClientTaskStates.Done,
        ClientTaskState.Failed => ClientTaskStates.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static MeecoClientTaskResult Result(ClientTaskBody task, ClientTaskOutcome outcome) => new()
    {
        ClientTaskId = task.Id,
        WorkType = task.WorkType,
        ItemId = ItemId(task),
        ConnectionId = ConnectionId(task),
        Outcome = outcome,
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
