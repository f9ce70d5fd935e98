namespace Meeco.Wire;

/// <summary>One classification node.</summary>
public sealed record ClassificationNodeResponse
{
    /// <summary>The node.</summary>
    public required ClassificationNodeBody ClassificationNode { get; init; }
}
