namespace Meeco.Wire;

/// <summary>An unused user name, reserved for a while.</summary>
public sealed record SrpUsernameResponse
{
    /// <summary>The name; holds no dot, since account secrets are split at dots.</summary>
    public required string Username { get; init; }

    /// <summary>When the reservation ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
