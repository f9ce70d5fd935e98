namespace Meeco.Wire;

/// <summary>Registers a user at the keystore (`POST /srp/users`).</summary>
public sealed record PostSrpUsersRequest
{
    /// <summary>The reserved name.</summary>
    public string? Username { get; init; }

    /// <summary>64 hexadecimal digits, made by the client.</summary>
    public string? SrpSalt { get; init; }

    /// <summary>512 hexadecimal digits; all the keystore ever learns of a passphrase.</summary>
    public string? SrpVerifier { get; init; }
}
