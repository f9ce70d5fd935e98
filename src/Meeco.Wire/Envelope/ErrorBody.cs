namespace Meeco.Wire;

/// <summary>What every refused call answers (docs/WIRE.md 1.6).</summary>
public sealed record ErrorBody
{
    /// <summary>At least one entry; clients look at the first.</summary>
    public IReadOnlyList<ErrorEntry> Errors { get; init; } = [];
}
