namespace Meeco.Wire;

/// <summary>Accepts an invitation (`POST /connections`).</summary>
public sealed record PostConnectionsRequest
{
    /// <summary>The pair of the one who accepts.</summary>
    public PostedPublicKey? PublicKey { get; init; }

    /// <summary>The token and the name.</summary>
    public PostConnectionsConnection? Connection { get; init; }

    /// <summary>The DEKs of prepared shares, opened and encrypted for the one who accepts.</summary>
    public IReadOnlyList<PostConnectionsShareIntent>? ShareIntents { get; init; }
}
