namespace Meeco;

/// <summary>The state of a client task.</summary>
public enum ClientTaskState
{
    /// <summary>Nobody works on it.</summary>
    Todo,

    /// <summary>A client claimed it; the claim lapses after a while (10 minutes, unless the server says otherwise).</summary>
    InProgress,

    /// <summary>It is finished.</summary>
    Done,

    /// <summary>It was tried in vain, and may be run again.</summary>
    Failed,
}
