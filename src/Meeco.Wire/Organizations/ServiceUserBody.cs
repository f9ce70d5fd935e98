namespace Meeco.Wire;

/// <summary>What the agent of a service learns of a user.</summary>
public sealed record ServiceUserBody
{
    /// <summary>The user.</summary>
    public required string Id { get; init; }

    /// <summary>The key that he logs in with.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Whether he is connected to the service.</summary>
    public bool ConnectionPresent { get; init; }

    /// <summary>His key of that connection.</summary>
    public string? ConnectionPublicKey { get; init; }

    /// <summary>Where he keeps its private half.</summary>
    public string? ConnectionKeypairExternalId { get; init; }
}
