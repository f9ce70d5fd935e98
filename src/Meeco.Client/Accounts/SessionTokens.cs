namespace Meeco;

/// <summary>The tokens of a session that began earlier: secrets.</summary>
/// <param name="Keystore">The keystore's token; null for an agent, which has no keystore.</param>
/// <param name="Vault">The vault's token.</param>
internal sealed record SessionTokens(string? Keystore, string Vault)
{
    /// <summary>The name of the type: tokens never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(SessionTokens);
}
