namespace Meeco;

/// <summary>Work that is left to the user's client, because the server can read nothing.</summary>
public sealed record MeecoClientTask
{
    internal MeecoClientTask()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its state.</summary>
    public ClientTaskState State { get; init; }

    /// <summary>What is to be done, for example <c>update_item_shares</c>.</summary>
    public required string WorkType { get; init; }

    /// <summary>What it is about.</summary>
    public required string TargetId { get; init; }

    /// <summary>The item that it is about; null for other work than updating shares.</summary>
    public string? ItemId { get; init; }

    /// <summary>The connection whose delegation it is about; null for other work than setting one up.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed, in UTC; null before the first change.</summary>
    public DateTimeOffset? LastStateTransitionAt { get; init; }

    /// <summary>Whether this session holds the claim; null where the server does not tell.</summary>
    public bool? ClaimedByThisSession { get; init; }

    /// <summary>Why it failed, as the client that ran it reported; null if it did not.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Work type and state.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{WorkType} ({State})";
}
