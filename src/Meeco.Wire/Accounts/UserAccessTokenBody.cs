namespace Meeco.Wire;

/// <summary>The record of a vault session.</summary>
public sealed record UserAccessTokenBody
{
    /// <summary>The id of the session.</summary>
    public required string Id { get; init; }

    /// <summary>The token, which a server that stores tokens hashed cannot tell: empty.</summary>
    public string Token { get; init; } = "";

    /// <summary>What the client called itself.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>The time zone of the client.</summary>
    public string? Timezone { get; init; }

    /// <summary>When the session ends.</summary>
    public DateTimeOffset? ExpireAt { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(UserAccessTokenBody);
}
