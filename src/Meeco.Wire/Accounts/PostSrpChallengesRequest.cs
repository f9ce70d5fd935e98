namespace Meeco.Wire;

/// <summary>Begins a login (`POST /srp/challenges`).</summary>
public sealed record PostSrpChallengesRequest
{
    /// <summary>Who logs in.</summary>
    public string? Username { get; init; }

    /// <summary>The public value A of this attempt, 512 hexadecimal digits.</summary>
    public string? SrpA { get; init; }
}
