using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>The key that an item's values are under: the user's DEK, or that of the share which brought it.</summary>
internal sealed class ItemKeys(MeecoSession session)
{
    /// <summary>Finds the key of a received item.</summary>
    /// <param name="share">The share that serves it; readable.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The key; <see cref="Loan.Dispose"/> zeroes it unless it is the user's own.</returns>
    /// <exception cref="MeecoException"><c>ShareExpired</c>: since the share was found readable.</exception>
    public async Task<Loan> OfShareAsync(ShareBody share, CancellationToken cancel)
    {
        if (ShareMapping.IsWithheld(share, session.Settings.Time.GetUtcNow()))
        {
            throw ClientErrors.ShareExpired(share.Id);
        }

        // Without a DEK the recipient has re-encrypted the values under his own (rule 39).
        if (share.EncryptedDek is not { } encryptedDek)
        {
            return Own();
        }

        // Another client took up an invitation and left the key of its prepared shares as it was (decision intents).
        if (Cryppo.IsPassphraseValue(encryptedDek))
        {
            throw ClientErrors.ShareUnderPassphrase(share.Id);
        }

        var keypairId = share.KeypairExternalId
            ?? throw ClientErrors.NotTheProtocol("a share names no key pair of its recipient.");
        var key = await session.KeyRing.OpenShareKeyAsync(keypairId, encryptedDek, cancel).ConfigureAwait(false);
        return new Loan(key, key);
    }

    /// <summary>The key of own items.</summary>
    /// <returns>The user's DEK.</returns>
    public Loan Own() => new(session.Keys.Dek, null);

    /// <summary>A key to use for a while.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Owned">What is zeroed afterwards; null if the key belongs to the session.</param>
    internal readonly record struct Loan(EncryptionKey Key, ShareKey? Owned) : IDisposable
    {
        /// <summary>Zeroes the key if it was made for this use.</summary>
        public void Dispose() => Owned?.Dispose();
    }
}
