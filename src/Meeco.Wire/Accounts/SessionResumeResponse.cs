namespace Meeco.Wire;

/// <summary>What `PATCH /session/resume` answers.</summary>
public sealed record SessionResumeResponse
{
    /// <summary>The session's record.</summary>
    public required UserAccessTokenBody UserAccessToken { get; init; }

    /// <summary>`token` or `oidc`.</summary>
    public string TokenType { get; init; } = "token";

    /// <summary>Whose session it is.</summary>
    public required VaultUserBody User { get; init; }
}
