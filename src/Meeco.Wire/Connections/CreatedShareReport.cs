namespace Meeco.Wire;

/// <summary>What became of one prepared share.</summary>
public sealed record CreatedShareReport
{
    /// <summary>The item.</summary>
    public required string ItemToBeShared { get; init; }

    /// <summary>Whether it was shared.</summary>
    public bool Success { get; init; }

    /// <summary>The share.</summary>
    public string? ShareId { get; init; }

    /// <summary>Why not: the code that making the share now would have been refused with.</summary>
    public string? Reason { get; init; }
}
