using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>Names a node to link or unlink: by id, or by scheme and name or label.</summary>
public sealed record ClassificationNodeAttributes
{
    /// <summary>The node.</summary>
    public string? Id { get; init; }

    /// <summary>Former spelling of the id.</summary>
    public string? NodeId { get; init; }

    /// <summary>Its machine name.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Label { get; init; }

    /// <summary>Former spelling of the name.</summary>
    public string? NodeName { get; init; }

    /// <summary>The scheme by its id.</summary>
    public string? SchemeId { get; init; }

    /// <summary>The scheme by its name.</summary>
    public string? Scheme { get; init; }

    /// <summary>Former spelling of the scheme.</summary>
    public string? SchemeName { get; init; }

    /// <summary>True unlinks the node.</summary>
    [JsonPropertyName("_destroy")]
    public bool? Destroy { get; init; }
}
