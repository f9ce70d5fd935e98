namespace Meeco.Wire;

/// <summary>Asks the keystore for an unused user name (`POST /srp/username`).</summary>
public sealed record PostSrpUsernameRequest
{
    /// <summary>The answer to a captcha, where the keystore wants one.</summary>
    public string? CaptchaToken { get; init; }
}
