using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// A key in a pinned buffer that is zeroed on disposal, used through the platform's AES-GCM: for keys that live a moment,
/// and for processors that libsodium's AES-GCM does not know.
/// </summary>
internal sealed class PinnedKeyMaterial : KeyMaterial
{
    // AesGcm keeps state between the calls, and a key zeroed under an encryption would encrypt with zeroes.
    private readonly Lock _gate = new();
    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(Aes256GcmValue.KeyLength, pinned: true);
    private readonly AesGcm _algorithm;
    private bool _disposed;

    public PinnedKeyMaterial(ReadOnlySpan<byte> key)
    {
        key.CopyTo(_key);
        _algorithm = new AesGcm(_key, Aes256GcmValue.TagLength);
    }

    public override void Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> sealedData)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var ciphertext = sealedData[..plaintext.Length];
            _algorithm.Encrypt(iv, plaintext, ciphertext, sealedData[plaintext.Length..], Aes256GcmValue.DefaultAd);
        }
    }

    public override bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ad,
        ReadOnlySpan<byte> sealedData,
        Span<byte> plaintext)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _algorithm.Decrypt(iv, sealedData[..plaintext.Length], sealedData[plaintext.Length..], plaintext, ad);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }
    }

    public override void Export(Span<byte> target)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _key.CopyTo(target);
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_key);
            _algorithm.Dispose();
        }
    }
}
