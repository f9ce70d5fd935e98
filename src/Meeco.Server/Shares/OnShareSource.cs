namespace Meeco.Server.Shares;

/// <summary>The received shares that sharing on starts from; mostly both are the same (decision two-shares).</summary>
/// <param name="Parent">The share that permits it: the oldest readable one of mode <c>anyone</c>.</param>
/// <param name="Serving">The share whose values the recipient reads, and whose hashes therefore go with them.</param>
internal sealed record OnShareSource(Share Parent, Share Serving)
{
    /// <summary>The place of an on-share in its chain.</summary>
    public int Depth => Parent.Depth + 1;

    /// <summary>Whether an on-share may hold this slot: at most what its parent is for, and what the sharer can see.</summary>
    public bool Covers(int ordinal) => Parent.Covers(ordinal) && Serving.Covers(ordinal);
}
