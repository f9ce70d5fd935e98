namespace Meeco.Wire;

/// <summary>A pair, wrapped.</summary>
public sealed record KeypairResponse
{
    /// <summary>The pair.</summary>
    public required KeypairBody Keypair { get; init; }
}
