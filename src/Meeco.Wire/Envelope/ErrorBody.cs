namespace Meeco.Wire;

/// <summary>What every refused call answers (wire 1.6).</summary>
public sealed record ErrorBody
{
    /// <summary>At least one entry; clients look at the first.</summary>
    public IReadOnlyList<ErrorEntry> Errors { get; init; } = [];
}
