namespace Meeco.Wire;

/// <summary>One share, wrapped.</summary>
public sealed record ShareResponse
{
    /// <summary>The share.</summary>
    public required ShareBody Share { get; init; }
}
