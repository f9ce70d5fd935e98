namespace Meeco.Wire;

/// <summary>What `GET /version` answers.</summary>
public sealed record VersionResponse
{
    /// <summary>The program that answers.</summary>
    public required VersionComponent Component { get; init; }
}
