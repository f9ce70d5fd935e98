namespace Meeco.Wire;

/// <summary>A session of the keystore.</summary>
public sealed record KeystoreSessionBody
{
    /// <summary>The id of the session.</summary>
    public required string Id { get; init; }

    /// <summary>The keystore token in clear: a secret.</summary>
    public required string SessionAuthenticationString { get; init; }

    /// <summary>When the session began.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ValidTill { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Username { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(KeystoreSessionBody);
}
