namespace Meeco.Wire;

/// <summary>What the client needs to make its proof.</summary>
public sealed record SrpChallengeBody
{
    /// <summary>The salt as stored at registration, hexadecimal.</summary>
    public required string ChallengeSalt { get; init; }

    /// <summary>The public value B, always 512 hexadecimal digits: both sides hash it as transmitted.</summary>
    public required string ChallengeB { get; init; }
}
