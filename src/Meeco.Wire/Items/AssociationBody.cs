namespace Meeco.Wire;

/// <summary>
/// A relation between items, which the API of 2020 had; lists of it are always there and always empty.
/// </summary>
public sealed record AssociationBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
}
