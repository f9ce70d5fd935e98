namespace Meeco.Wire;

/// <summary>A connection as one of its two users sees it.</summary>
public sealed record ConnectionBody
{
    /// <summary>His own side.</summary>
    public required OwnConnectionBody Own { get; init; }

    /// <summary>The other side.</summary>
    public required OtherConnectionBody TheOtherUser { get; init; }
}
