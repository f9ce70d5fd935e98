using System.Security.Cryptography;

namespace Meeco.Server.Storage;

/// <summary>
/// AES of single blocks under one key, by any number of threads. The one-shot methods make a cipher context for each block, which costs
/// ten times the block; here each thread keeps its own. ECB is the bare permutation of each block, which is what is wanted.
/// </summary>
internal sealed class SingleBlocks : IDisposable
{
    /// <summary>The bytes of a block.</summary>
    public const int Size = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly ThreadLocal<Cipher> _encryption;
    private readonly ThreadLocal<Cipher> _decryption;

    public SingleBlocks(ReadOnlySpan<byte> key)
    {
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(key);
        _encryption = new ThreadLocal<Cipher>(() => new Cipher(_aes.CreateEncryptor()));
        _decryption = new ThreadLocal<Cipher>(() => new Cipher(_aes.CreateDecryptor()));
    }

    /// <summary>Encrypts blocks, each for itself, in their place: many at once cost little more than one.</summary>
    public void Encrypt(Span<byte> blocks) => _encryption.Value!.Transform(blocks);

    /// <summary>Decrypts a block in its place.</summary>
    public void Decrypt(Span<byte> block) => _decryption.Value!.Transform(block);

    public void Dispose()
    {
        _encryption.Dispose();
        _decryption.Dispose();
        _aes.Dispose();
    }

    // Not disposed of by hand: threads come and go, and whoever held all of their contexts to do so would never let one go.
    private sealed class Cipher(ICryptoTransform transform)
    {
        private byte[] _blocks = new byte[Size];

        public void Transform(Span<byte> blocks)
        {
            if (_blocks.Length < blocks.Length)
            {
                _blocks = new byte[blocks.Length];
            }

            blocks.CopyTo(_blocks);
            transform.TransformBlock(_blocks, 0, blocks.Length, _blocks, 0);
            _blocks.AsSpan(0, blocks.Length).CopyTo(blocks);
        }
    }
}
