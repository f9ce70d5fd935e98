namespace Meeco.Wire;

/// <summary>Registers a user at the vault (`POST /me`).</summary>
public sealed record PostMeRequest
{
    /// <summary>Not used by any client we know.</summary>
    public string? LoginId { get; init; }

    /// <summary>The login key as PEM; it is stored and echoed byte for byte.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The single-use token from the keystore.</summary>
    public string? AdmissionToken { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PostMeRequest);
}
