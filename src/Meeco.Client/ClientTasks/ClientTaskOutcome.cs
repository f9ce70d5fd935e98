namespace Meeco;

/// <summary>What a batch did with a task.</summary>
public enum ClientTaskOutcome
{
    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It failed; the reason stands on the task.</summary>
    Failed,

    /// <summary>It was left alone: its work type is unknown to this version, or another session works on it.</summary>
    Skipped,
}
