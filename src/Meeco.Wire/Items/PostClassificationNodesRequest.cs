namespace Meeco.Wire;

/// <summary>Makes a classification node in a user-owned scheme (`POST /classification_nodes`).</summary>
public sealed record PostClassificationNodesRequest
{
    /// <summary>The node.</summary>
    public PostClassificationNode? ClassificationNode { get; init; }
}
