using Meeco.Wire;

namespace Meeco;

/// <summary>A classification as it is given: by id, or by scheme and name.</summary>
internal sealed record ClassificationInput
{
    /// <summary>The scheme in which users make words of their own.</summary>
    public const string TagScheme = "tag";

    /// <summary>The id; null where scheme and name are given.</summary>
    public string? Id { get; init; }

    /// <summary>The scheme.</summary>
    public string? Scheme { get; init; }

    /// <summary>The name, or a label that a name is made from.</summary>
    public string? Name { get; init; }

    /// <summary>As the wire has it.</summary>
    /// <param name="destroy">Whether it is taken away.</param>
    /// <returns>The attributes.</returns>
    public ClassificationNodeAttributes ToAttributes(bool destroy = false) => new()
    {
        Id = Id,
        Scheme = Scheme,
        Name = Name,
        Destroy = destroy ? true : null,
    };
}
