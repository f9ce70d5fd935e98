namespace Meeco.Wire;

/// <summary>What accepting an invitation answers.</summary>
public sealed record ConnectionCreatedResponse
{
    /// <summary>Whether the two were connected before; the connection is then that one (rule 16).</summary>
    public bool ConnectionExistedAlready { get; init; }

    /// <summary>The connection.</summary>
    public required ConnectionBody Connection { get; init; }

    /// <summary>What became of shares prepared with the invitation.</summary>
    public IReadOnlyList<CreatedShareReport> CreatedSharesReport { get; init; } = [];
}
