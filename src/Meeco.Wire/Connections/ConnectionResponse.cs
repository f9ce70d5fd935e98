namespace Meeco.Wire;

/// <summary>One connection, wrapped.</summary>
public sealed record ConnectionResponse
{
    /// <summary>The connection.</summary>
    public required ConnectionBody Connection { get; init; }
}
