namespace Meeco.Wire;

/// <summary>Ends a login with the proof (`POST /srp/session`).</summary>
public sealed record PostSrpSessionRequest
{
    /// <summary>Who logs in.</summary>
    public string? Username { get; init; }

    /// <summary>The public value A of the challenge.</summary>
    public string? SrpA { get; init; }

    /// <summary>The proof M1, 64 hexadecimal digits.</summary>
    public string? SrpM { get; init; }

    /// <summary>How long the session shall live, in seconds; null for the server's default.</summary>
    public double? ValidFor { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PostSrpSessionRequest);
}
