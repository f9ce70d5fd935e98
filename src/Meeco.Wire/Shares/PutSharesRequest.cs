namespace Meeco.Wire;

/// <summary>Reconfigures shares (`PUT /shares`).</summary>
public sealed record PutSharesRequest
{
    /// <summary>What changes.</summary>
    public IReadOnlyList<PutSharesShare>? Shares { get; init; }
}
