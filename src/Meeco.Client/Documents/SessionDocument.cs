using System.Security;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>The tokens and keys that a document holds of a user or an agent, read when they are asked for.</summary>
/// <param name="metadata">Tokens and keys.</param>
/// <param name="delegations">The keys of users for whom this one may act, by their ids; null for none.</param>
internal sealed class SessionDocument(YamlMap metadata, YamlMap? delegations)
{
    private const string Vault = "vault_access_token";

    /// <summary>Whether it is of an organisation's agent, which has neither keystore nor keys.</summary>
    public bool IsAgent => metadata.Keys is [Vault];

    /// <summary>Whether it can log in again.</summary>
    public bool HasSecret => Has("secret");

    /// <summary>Reads the tokens.</summary>
    /// <returns>The tokens: secrets.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public SessionTokens ReadTokens() => new(
        Has("keystore_access_token") ? Token("keystore_access_token") : null,
        Token(Vault));

    /// <summary>Reads the keys of its own user.</summary>
    /// <returns>The keys, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public SessionKeys ReadKeys()
    {
        AccountSecret? secret = null;
        SymmetricKey? passphraseKey = null;
        SymmetricKey? kek = null;
        try
        {
            secret = HasSecret ? Parse(metadata, "secret", text => AccountSecret.Parse(text)) : null;
            passphraseKey = Key(metadata, "passphrase_derived_key");
            kek = Key(metadata, "key_encryption_key");
            return new SessionKeys(secret, passphraseKey, kek, Key(metadata, "data_encryption_key"));
        }
        catch
        {
            secret?.Dispose();
            passphraseKey?.Dispose();
            kek?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the keys of a user for whom this one may act.</summary>
    /// <param name="ownerId">That user's id.</param>
    /// <returns>The keys, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>DelegationNotFound</c>, <c>DocumentInvalid</c>.</exception>
    public SessionKeys ReadKeysOf(string ownerId)
    {
        var delegation = delegations?.Map(ownerId) ?? throw DocumentErrors.DelegationNotInFile(ownerId);
        var kek = Key(delegation, "key_encryption_key");
        try
        {
            return new SessionKeys(secret: null, passphraseKey: null, kek, Key(delegation, "data_encryption_key"));
        }
        catch
        {
            kek?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the name that the user logs in with.</summary>
    /// <returns>The name; empty if the document does not say.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public string ReadUserName()
    {
        using var secret = HasSecret ? Parse(metadata, "secret", text => AccountSecret.Parse(text)) : null;
        return secret?.Username ?? "";
    }

    /// <summary>Reads the account secret.</summary>
    /// <returns>The secret, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public SecureString ReadSecret() => SecretText.From(metadata.RequiredText("secret"));

    /// <summary>The name of the type: secrets never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(SessionDocument);

    private bool Has(string key) => metadata.Text(key) is { Length: > 0 };

    private string Token(string key)
    {
        var token = metadata.RequiredText(key);

        // It becomes a header: a file must not be able to write others behind it.
        return token.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E') ? throw DocumentErrors.NoKey(metadata.Find(key)!, key) : token;
    }

    private static SymmetricKey? Key(YamlMap map, string key) =>
        map.Text(key) is { Length: > 0 } ? Parse(map, key, text => SymmetricKey.FromSerialized(text)) : null;

    private static T Parse<T>(YamlMap map, string key, Func<string, T> parse)
    {
        try
        {
            return parse(map.RequiredText(key));
        }
        catch (CryppoFormatException)
        {
            throw DocumentErrors.NoKey(map.Find(key)!, key);
        }
    }
}
