using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// The long-lived keys of a session: they open everything that its user has. Not every session has all of them: an
/// agent's has none, a delegate's has the owner's KEK and DEK but not his secret, one read from a file may lack any.
/// </summary>
/// <param name="secret">The account secret; null if it is not at hand.</param>
/// <param name="passphraseKey">The key derived from the passphrase; null if it is not at hand.</param>
/// <param name="kek">The key encryption key; null if it is not at hand.</param>
/// <param name="dek">The data encryption key; null if it is not at hand.</param>
internal sealed class SessionKeys(
    AccountSecret? secret,
    SymmetricKey? passphraseKey,
    SymmetricKey? kek,
    SymmetricKey? dek) : IDisposable
{
    /// <summary>The account secret.</summary>
    /// <exception cref="MeecoException"><c>KeyNotAvailable</c>.</exception>
    public AccountSecret Secret => secret ?? throw ClientErrors.KeyNotAvailable("the account secret");

    /// <summary>The key derived from the passphrase: it opens the KEK.</summary>
    /// <exception cref="MeecoException"><c>KeyNotAvailable</c>.</exception>
    public SymmetricKey PassphraseKey => passphraseKey ?? throw ClientErrors.KeyNotAvailable("the passphrase-derived key");

    /// <summary>The key encryption key.</summary>
    /// <exception cref="MeecoException"><c>KeyNotAvailable</c>.</exception>
    public SymmetricKey Kek => kek ?? throw ClientErrors.KeyNotAvailable("the key encryption key");

    /// <summary>The data encryption key.</summary>
    /// <exception cref="MeecoException"><c>KeyNotAvailable</c>.</exception>
    public SymmetricKey Dek => dek ?? throw ClientErrors.KeyNotAvailable("the data encryption key");

    /// <summary>The account secret; null if it is not at hand.</summary>
    public AccountSecret? SecretOrNull => secret;

    /// <summary>The key derived from the passphrase; null if it is not at hand.</summary>
    public SymmetricKey? PassphraseKeyOrNull => passphraseKey;

    /// <summary>The key encryption key; null if it is not at hand.</summary>
    public SymmetricKey? KekOrNull => kek;

    /// <summary>The data encryption key; null if it is not at hand, and what is only shown goes unread.</summary>
    public SymmetricKey? DekOrNull => dek;

    /// <summary>The public key of the organisation or service whose agent's session it is; null for everybody else.</summary>
    public string? AgentPublicKey { get; init; }

    /// <summary>Zeroes them.</summary>
    public void Dispose()
    {
        secret?.Dispose();
        passphraseKey?.Dispose();
        kek?.Dispose();
        dek?.Dispose();
    }

    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(SessionKeys);
}
