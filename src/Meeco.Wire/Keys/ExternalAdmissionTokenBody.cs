namespace Meeco.Wire;

/// <summary>Single-use tokens that admit a keystore user elsewhere.</summary>
public sealed record ExternalAdmissionTokenBody
{
    /// <summary>For `POST /me` of the vault: a secret.</summary>
    public required string VaultApiAdmissionToken { get; init; }

    /// <summary>For the former passphrase store.</summary>
    public string PassphraseStoreAdmissionToken { get; init; } = "";

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(ExternalAdmissionTokenBody);
}
