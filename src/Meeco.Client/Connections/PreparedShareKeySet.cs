using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>The opened keys of an invitation's prepared shares; disposing zeroes them.</summary>
internal sealed class PreparedShareKeySet : IDisposable
{
    private readonly Dictionary<string, ShareKey> _keys = new(StringComparer.Ordinal);
    private readonly List<(string ShareId, string SealedKey)> _shares = [];

    /// <summary>Opens the key of one share, unless another has the same.</summary>
    /// <param name="shareId">The share.</param>
    /// <param name="sealedKey">Its key as it is stored.</param>
    /// <param name="open">Opens it.</param>
    public void Add(string shareId, string sealedKey, Func<string, ShareKey> open)
    {
        if (!_keys.ContainsKey(sealedKey))
        {
            _keys[sealedKey] = open(sealedKey);
        }

        _shares.Add((shareId, sealedKey));
    }

    /// <summary>The keys, each encrypted for their recipient.</summary>
    /// <param name="ring">Encrypts.</param>
    /// <param name="publicKey">The recipient's public key.</param>
    /// <returns>One entry a share.</returns>
    public IReadOnlyList<PostConnectionsShareIntent> For(KeyRing ring, string publicKey)
    {
        var wrapped = _keys.ToDictionary(entry => entry.Key, entry => ring.WrapShareKey(publicKey, entry.Value));
        return
        [
            .. _shares.Select(share => new PostConnectionsShareIntent { Id = share.ShareId, EncryptedDek = wrapped[share.SealedKey] }),
        ];
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
