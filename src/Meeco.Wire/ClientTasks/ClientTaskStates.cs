namespace Meeco.Wire;

/// <summary>The states of a task (rule 45).</summary>
public static class ClientTaskStates
{
    /// <summary>Nobody works on it.</summary>
    public const string Todo = "todo";

    /// <summary>A client claimed it; lapses to `todo` after the lease (rule 48).</summary>
    public const string InProgress = "in_progress";

    /// <summary>It is finished.</summary>
    public const string Done = "done";

    /// <summary>It was tried in vain; may be run again (rule 50).</summary>
    public const string Failed = "failed";
}
