using System.Collections.Concurrent;
using System.Text;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// The RSA keys of a session's connections: the own pairs, kept in the keystore under the KEK, and the public keys of
/// others. Importing one costs several encryptions, so those that were used once are kept. Safe for several threads.
/// </summary>
internal sealed class KeyRing(SessionKeys keys, IKeystoreApi keystore, IKeyPairSource source) : IDisposable
{
    // A user with more connections than this imports some keys twice, rather than hold ever more native memory.
    private const int MaxPublicKeys = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, RsaKeyPair> _pairs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RsaPublicKey> _publicKeys = new(StringComparer.Ordinal);

    /// <summary>Makes a pair and keeps it in the keystore before anybody learns of its public half (rule 13).</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>What a connection tells the other side.</returns>
    public async Task<PostedPublicKey> CreateAsync(CancellationToken cancel)
    {
        // Asked for first: without it a pair would be made for nothing.
        var kek = keys.Kek;
        using var pair = await source.TakeAsync(cancel).ConfigureAwait(false);
        var stored = await keystore.PostKeypairAsync(
            new PostKeypairsRequest
            {
                PublicKey = pair.PublicKey.Pem,
                EncryptedSerializedKey = kek.WrapKey(pair),
                Metadata = WireJson.EmptyObject,
                ExternalIdentifiers = [],
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);

        // The key that was made, not the one that the keystore answers with: it could have put in its own.
        return new PostedPublicKey { KeypairExternalId = stored.Keypair.Id, PublicKey = pair.PublicKey.Pem };
    }

    /// <summary>Throws a pair away that no connection came to use.</summary>
    /// <param name="key">What <see cref="CreateAsync"/> gave.</param>
    /// <returns>When it is gone, or could not be removed.</returns>
    public Task DiscardAsync(PostedPublicKey key) =>
        keystore.DeleteKeypairAsync(key.KeypairExternalId!, CancellationToken.None).IgnoringRefusal();

    /// <summary>Opens the DEK of a share.</summary>
    /// <param name="keypairId">The keystore id of the pair that it was made for.</param>
    /// <param name="encryptedDek">The DEK as the share has it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The DEK, owned by the caller.</returns>
    public async Task<ShareKey> OpenShareKeyAsync(string keypairId, string encryptedDek, CancellationToken cancel)
    {
        var pair = await GetPairAsync(keypairId, cancel).ConfigureAwait(false);
        return Ciphers.Open("The key of the share", () => pair.UnwrapShareKey(encryptedDek));
    }

    /// <summary>Opens a long-lived key that was encrypted for a connection, such as the KEK of who made the user his delegate.</summary>
    /// <param name="keypairId">The keystore id of the connection's pair.</param>
    /// <param name="encryptedKey">The key.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The key, owned by the caller.</returns>
    public async Task<SymmetricKey> OpenKeyAsync(string keypairId, string encryptedKey, CancellationToken cancel)
    {
        var pair = await GetPairAsync(keypairId, cancel).ConfigureAwait(false);
        return Ciphers.Open("The key of the account's owner", () => pair.UnwrapKey(encryptedKey));
    }

    /// <summary>Encrypts a long-lived key for the other user of a connection.</summary>
    /// <param name="pem">His public key.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value that only he opens.</returns>
    public static string WrapKey(string pem, SymmetricKey key) => Ciphers.Open("The delegate's public key", () =>
    {
        using var publicKey = RsaPublicKey.FromPem(pem);
        return publicKey.WrapKey(key);
    });

    /// <summary>Signs a text with the key of a connection.</summary>
    /// <param name="keypairId">The keystore id of the connection's pair.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The signed value.</returns>
    public async Task<string> SignAsync(string keypairId, string text, CancellationToken cancel)
    {
        var pair = await GetPairAsync(keypairId, cancel).ConfigureAwait(false);
        return Ciphers.Open("The key of the connection", () => pair.Sign(Encoding.UTF8.GetBytes(text)).ToString());
    }

    /// <summary>Encrypts the DEK of a share for its recipient.</summary>
    /// <param name="pem">The recipient's public key.</param>
    /// <param name="key">The DEK.</param>
    /// <returns>The DEK as the share has it.</returns>
    public string WrapShareKey(string pem, ShareKey key) => With(pem, known => known.WrapKey(key));

    /// <summary>Encrypts a name for the holder of a public key.</summary>
    /// <param name="pem">The public key.</param>
    /// <param name="name">The name.</param>
    /// <returns>The name as an invitation has it.</returns>
    /// <exception cref="MeecoException"><c>TextNotEncodable</c>, <c>NameTooLong</c>.</exception>
    public string SealName(string pem, string name)
    {
        try
        {
            // Published clients encrypt the bytes of UTF-8.
            var bytes = Encoding.Latin1.GetString(StrictUtf8.GetBytes(name));
            return With(pem, known => known.EncryptToken(bytes));
        }
        catch (EncoderFallbackException)
        {
            throw ClientErrors.TextNotEncodable("The name");
        }
        catch (ArgumentException)
        {
            throw ClientErrors.NameTooLong();
        }
    }

    /// <summary>Opens a name that was encrypted for an own pair.</summary>
    /// <param name="keypairId">The keystore id of the pair.</param>
    /// <param name="encrypted">The name as an invitation has it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The name; null if it cannot be opened: a stranger wrote it.</returns>
    public async Task<string?> OpenNameAsync(string keypairId, string encrypted, CancellationToken cancel)
    {
        var pair = await GetPairAsync(keypairId, cancel).ConfigureAwait(false);
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(pair.DecryptToken(encrypted)));
        }
        catch (Exception fault) when (fault is DecryptionFailedException or CryppoFormatException or DecoderFallbackException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            throw ClientErrors.SessionEnded();
        }
    }

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        foreach (var pair in _pairs.Values)
        {
            pair.Dispose();
        }

        foreach (var key in _publicKeys.Values)
        {
            key.Dispose();
        }
    }

    private string With(string pem, Func<RsaPublicKey, string> encrypt)
    {
        const string What = "The recipient's public key";
        if (_publicKeys.TryGetValue(pem, out var known))
        {
            return Ciphers.Open(What, () => encrypt(known));
        }

        var imported = Ciphers.Open(What, () => RsaPublicKey.FromPem(pem));
        var encrypted = encrypt(imported);
        if (_publicKeys.Count >= MaxPublicKeys || !_publicKeys.TryAdd(pem, imported))
        {
            imported.Dispose();
        }

        return encrypted;
    }

    private async Task<RsaKeyPair> GetPairAsync(string id, CancellationToken cancel)
    {
        if (_pairs.TryGetValue(id, out var known))
        {
            return known;
        }

        // A connection between parent and child may name its pairs by what they are called (docs/WIRE.md 4.9).
        var read = Identifiers.IsId(id)
            ? keystore.GetKeypairAsync(id, cancel)
            : keystore.GetKeypairByExternalIdAsync(id, cancel);
        var stored = await read
            .OrNotFound(() => ClientErrors.DecryptionFailed("What was encrypted for a connection, whose key pair is gone,"))
            .ConfigureAwait(false);
        var pair = Ciphers.Open("A key pair in the keystore", () => Unwrap(stored.Keypair.EncryptedSerializedKey));

        // Two callers may have asked at the same time; one pair is kept.
        var kept = _pairs.GetOrAdd(id, pair);
        if (!ReferenceEquals(kept, pair))
        {
            pair.Dispose();
        }

        return kept;
    }

    private RsaKeyPair Unwrap(string encrypted)
    {
        try
        {
            return keys.Kek.UnwrapKeyPair(encrypted);
        }
        catch (DecryptionFailedException) when (keys.DekOrNull is not null)
        {
            // The CLI puts the pair of an invitation to a delegation under the DEK (docs/FORMATS.md).
            return keys.Dek.UnwrapKeyPair(encrypted);
        }
    }
}
