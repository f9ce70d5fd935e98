using System.Security;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// The keys of shares that are prepared with an invitation. Their recipient has no public key yet, so they lie under a key
/// derived from a passphrase, or under the sender's own DEK (decision intents).
/// </summary>
internal static class PreparedShareKeys
{
    /// <summary>Puts a key under a passphrase.</summary>
    /// <param name="passphrase">What both sides know.</param>
    /// <param name="key">The key.</param>
    /// <returns>A value that says how its key is derived.</returns>
    /// <exception cref="MeecoException"><c>EmptyPassphrase</c>, <c>TextNotEncodable</c>.</exception>
    public static string Seal(SecureString passphrase, ShareKey key)
    {
        var derivation = DerivationOptions.Create();
        using var derived = Derive(derivation, passphrase);
        return new DerivedKeyValue(derived.WrapKey(key), derivation).ToString();
    }

    /// <summary>Opens the keys of prepared shares. Equal texts are derived once: derivation is slow on purpose.</summary>
    /// <param name="passphrase">What both sides know.</param>
    /// <param name="shares">The shares.</param>
    /// <returns>The keys by share, owned by the caller; shares may have one in common.</returns>
    /// <exception cref="MeecoException"><c>PassphraseWrong</c>, <c>EmptyPassphrase</c>, <c>TextNotEncodable</c>.</exception>
    public static PreparedShareKeySet Open(SecureString passphrase, IReadOnlyList<MeecoPreparedShare> shares)
    {
        var opened = new PreparedShareKeySet();
        try
        {
            foreach (var share in shares)
            {
                opened.Add(
                    share.Id,
                    share.EncryptedDek ?? throw ClientErrors.NotTheProtocol("a prepared share has no key."),
                    sealedKey => Open(passphrase, sealedKey));
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static ShareKey Open(SecureString passphrase, string sealedKey)
    {
        try
        {
            var value = DerivedKeyValue.Parse(sealedKey);
            using var derived = Derive(value.Derivation, passphrase);
            return derived.UnwrapShareKey(value.Value);
        }
        catch (DecryptionFailedException)
        {
            throw ClientErrors.PassphraseWrong();
        }
        catch (CryppoFormatException)
        {
            throw ClientErrors.DecryptionFailed("The key of a prepared share");
        }
    }

    private static SymmetricKey Derive(DerivationOptions derivation, SecureString passphrase)
    {
        SecretText.CheckPassphrase(passphrase);
        try
        {
            return SecretText.Read(passphrase, derivation.DeriveKey);
        }
        catch (ArgumentException)
        {
            throw ClientErrors.TextNotEncodable("The passphrase");
        }
    }
}
