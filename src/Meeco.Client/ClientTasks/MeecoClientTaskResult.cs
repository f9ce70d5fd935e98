namespace Meeco;

/// <summary>What a batch did with one task.</summary>
public sealed record MeecoClientTaskResult
{
    /// <summary>The <see cref="ErrorId"/> of tasks that another session has claimed.</summary>
    internal const string ClaimedId = "ClientTaskClaimed";

    internal MeecoClientTaskResult()
    {
    }

    /// <summary>The task's id.</summary>
    public required string ClientTaskId { get; init; }

    /// <summary>What was to be done, for example <c>update_item_shares</c>.</summary>
    public required string WorkType { get; init; }

    /// <summary>The item that it is about; null for other work than updating shares.</summary>
    public string? ItemId { get; init; }

    /// <summary>The item's label as it was when its shares were re-encrypted; null for other work, and for an item that was not read.</summary>
    public string? ItemLabel { get; init; }

    /// <summary>The connection whose delegation it is about; null for other work than setting one up.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>What became of it.</summary>
    public ClientTaskOutcome Outcome { get; init; }

    /// <summary>How many shares were re-encrypted.</summary>
    public int SharesUpdated { get; init; }

    /// <summary>How long the work took; nothing for what was left alone.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>A stable PascalCase name of the error or of the reason to skip; null when completed.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Why it failed or was skipped, in words; null when completed.</summary>
    public string? Reason { get; init; }

    /// <summary>The error itself, for the caller's error stream; null unless the task failed.</summary>
    internal MeecoException? Error { get; init; }

    /// <summary>Whether this session still holds the claim, and has to give it back.</summary>
    internal bool IsStillClaimed { get; init; }

    /// <summary>Work type and outcome.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{WorkType} ({Outcome})";
}
