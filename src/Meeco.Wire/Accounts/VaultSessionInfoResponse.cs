namespace Meeco.Wire;

/// <summary>What `GET /session` of the vault answers.</summary>
public sealed record VaultSessionInfoResponse
{
    /// <summary>`token` or `oidc`.</summary>
    public string SessionType { get; init; } = "token";

    /// <summary>The session's record.</summary>
    public required UserAccessTokenBody UserAccessToken { get; init; }
}
