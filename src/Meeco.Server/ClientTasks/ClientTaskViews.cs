using System.Text.Json;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.ClientTasks;

/// <summary>Writes tasks in the wire's words.</summary>
internal sealed class ClientTaskViews(PublicIds ids)
{
    /// <summary>The task as a session of its user sees it now.</summary>
    public ClientTaskBody Body(ClientTask task, VaultCaller caller) => new()
    {
        Id = ids.Encode(IdKind.ClientTask, task.Key),
        State = Text(task.State),
        WorkType = task.WorkType,
        TargetId = ids.Encode(ClientTaskTargets.KindOf(task.WorkType), task.TargetKey),
        AdditionalOptions = JsonElement.Parse(task.AdditionalOptions),
        LastStateTransitionAt = task.LastStateTransitionAt,
        Report = JsonElement.Parse(task.Report),
        CreatedAt = task.CreatedAt,
        ClaimedByThisSession = task.ClaimedBySessionKey == caller.SessionKey,
    };

    /// <summary>A state in the wire's words.</summary>
    public static string Text(ClientTaskState state) => state switch
    {
        ClientTaskState.Todo => ClientTaskStates.Todo,
        ClientTaskState.InProgress => ClientTaskStates.InProgress,
        ClientTaskState.Done => ClientTaskStates.Done,
        ClientTaskState.Failed => ClientTaskStates.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };

    /// <summary>The state that the text names; null when it names none.</summary>
    public static ClientTaskState? ParseState(string? text) => text switch
    {
        ClientTaskStates.Todo => ClientTaskState.Todo,
        ClientTaskStates.InProgress => ClientTaskState.InProgress,
        ClientTaskStates.Done => ClientTaskState.Done,
        ClientTaskStates.Failed => ClientTaskState.Failed,
        _ => null,
    };
}
