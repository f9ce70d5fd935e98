using Meeco.Wire;

namespace Meeco;

/// <summary>Client tasks in documents.</summary>
internal static class ClientTaskDocuments
{
    /// <summary>Reads a list of tasks.</summary>
    /// <param name="tasks">The list.</param>
    /// <returns>The tasks.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoClientTask> ReadAll(YamlList tasks) => tasks.Maps().Select(Read);

    /// <summary>Writes tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IEnumerable<MeecoClientTask> tasks) =>
        YamlBuilder.Document(DocumentKinds.ClientTaskQueue, new YamlList([.. tasks.Select(Write)]));

    private static MeecoClientTask Read(YamlMap task)
    {
        // client-task-queue:update needs id and state alone, so a file may hold no more.
        var workType = task.Text("work_type") ?? "";
        var target = task.Text("target_id") ?? "";
        return new MeecoClientTask
        {
            Id = task.RequiredText("id"),
            State = State(task),
            WorkType = workType,
            TargetId = target,
            ItemId = workType == WorkTypes.UpdateItemShares ? target : null,
            CreatedAt = task.Time("created_at") ?? default,
            LastStateTransitionAt = task.Time("last_state_transition_at"),
            FailureReason = task.Find("failureReason") is YamlText reason ? reason.Value : null,
        };
    }

    private static ClientTaskState State(YamlMap task) => task.RequiredText("state") switch
    {
        ClientTaskStates.Todo => ClientTaskState.Todo,
        ClientTaskStates.InProgress => ClientTaskState.InProgress,
        ClientTaskStates.Done => ClientTaskState.Done,
        ClientTaskStates.Failed => ClientTaskState.Failed,
        _ => throw DocumentErrors.WrongShape(task.Find("state")!, "state", "todo, in_progress, done or failed"),
    };

    private static YamlMap Write(MeecoClientTask task) => new YamlMap()
        .With("id", task.Id)
        .With("state", ClientTaskMapping.State(task.State))
        .With("work_type", task.WorkType)
        .With("target_id", task.TargetId)
        .With("additional_options", new YamlMap())
        .With("last_state_transition_at", task.LastStateTransitionAt)
        .With("report", new YamlMap())
        .With("created_at", task.CreatedAt);
}
