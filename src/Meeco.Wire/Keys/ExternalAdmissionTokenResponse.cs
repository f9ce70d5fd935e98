namespace Meeco.Wire;

/// <summary>The tokens that admit a keystore user elsewhere, wrapped.</summary>
public sealed record ExternalAdmissionTokenResponse
{
    /// <summary>The tokens.</summary>
    public required ExternalAdmissionTokenBody ExternalAdmissionToken { get; init; }
}
