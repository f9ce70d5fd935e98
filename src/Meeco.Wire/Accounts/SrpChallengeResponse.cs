namespace Meeco.Wire;

/// <summary>The challenge of a login, wrapped.</summary>
public sealed record SrpChallengeResponse
{
    /// <summary>The challenge.</summary>
    public required SrpChallengeBody Challenge { get; init; }
}
