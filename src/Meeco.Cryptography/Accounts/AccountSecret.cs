using System.Security.Cryptography;
using System.Text;
using SimpleBase;

namespace Meeco.Cryptography;

/// <summary>
/// The secret of an account, <c>1.&lt;username&gt;.&lt;base58 groups&gt;</c> (docs/FORMATS.md 3): with the passphrase it gives the
/// key that opens all others and the password of the log-in. Only the user keeps it. Dispose it.
/// </summary>
public sealed class AccountSecret : IDisposable
{
    private const char Separator = '.';
    private const string Version = "1";
    private const int KeyLength = 32;
    private const int GroupLength = 6;
    private const int Iterations = 100_000;

    // Far above anything a client made; it bounds what a file or a prompt can make us hash.
    private const int MaxLength = 1024;

    private readonly char[] _text;
    private readonly byte[] _salt;
    private bool _disposed;

    private AccountSecret(string username, ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        Username = username;
        _text = GC.AllocateUninitializedArray<char>(text.Length, pinned: true);
        text.CopyTo(_text);

        // The base58 text itself is the salt, not the bytes it stands for; its dashes are for the eye.
        _salt = GC.AllocateUninitializedArray<byte>(key.Length - key.Count('-'), pinned: true);
        var position = 0;
        foreach (var character in key)
        {
            if (character != '-')
            {
                _salt[position++] = (byte)character;
            }
        }
    }

    /// <summary>The name of the SRP log-in, which the keystore gave out.</summary>
    public string Username { get; }

    /// <summary>Makes a secret with 32 random bytes.</summary>
    /// <param name="username">The name that the keystore gave out.</param>
    /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
    public static AccountSecret Generate(string username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        if (username.Contains(Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException("A user name of the keystore has no dot.", nameof(username));
        }

        using var key = new ZeroedBuffer(stackalloc byte[KeyLength], KeyLength);
        RandomNumberGenerator.Fill(key.Span);
        return FromKey(username, key.Span);
    }

    /// <summary>
    /// Reads a secret as the published client does: further parts are ignored, neither the version nor the base58 is
    /// checked, because existing accounts depend on it.
    /// </summary>
    /// <param name="secret">The text; it is not trimmed.</param>
    /// <exception cref="CryppoFormatException">One of the three parts is missing or empty, or the key is no text of bytes.</exception>
    public static AccountSecret Parse(ReadOnlySpan<char> secret)
    {
        Span<Range> parts = stackalloc Range[4];
        if (secret.Length > MaxLength
            || secret.Split(parts, Separator) < 3
            || secret[parts[0]].IsEmpty
            || secret[parts[1]].IsEmpty)
        {
            throw new CryppoFormatException("account secret", "it does not read 1.<username>.<key>");
        }

        var key = secret[parts[2]];

        // Without a salt the published client would take a random one and lock its user out (docs/FORMATS.md 3).
        if (!key.ContainsAnyExcept('-') || key.ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw new CryppoFormatException("account secret", "its key is empty or has a character above U+00FF");
        }

        return new AccountSecret(secret[parts[1]].ToString(), secret, key);
    }

    /// <summary>Derives the key that wraps the KEK.</summary>
    /// <param name="passphrase">The passphrase, which the caller zeroes.</param>
    /// <exception cref="ArgumentException">The passphrase has half of a surrogate pair.</exception>
    public SymmetricKey DeriveKey(ReadOnlySpan<char> passphrase)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var raw = new ZeroedBuffer(stackalloc byte[KeyLength], KeyLength);
        Derive(passphrase, _salt, raw.Span);
        return SymmetricKey.Import(raw.Span);
    }

    /// <summary>Derives the password of the SRP log-in, in the bytes that the protocol hashes.</summary>
    /// <param name="passphrase">The passphrase, which the caller zeroes.</param>
    /// <returns>32 to 64 bytes, which the caller zeroes.</returns>
    /// <exception cref="ArgumentException">The passphrase has half of a surrogate pair.</exception>
    public byte[] DeriveSrpPassword(ReadOnlySpan<char> passphrase)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var reversed = new ZeroedBuffer(stackalloc byte[MaxLength], _salt.Length);
        _salt.CopyTo(reversed.Span);
        reversed.Span.Reverse();
        using var raw = new ZeroedBuffer(stackalloc byte[KeyLength], KeyLength);
        Derive(passphrase, reversed.Span, raw.Span);
        return AsUtf8OfLatin1(raw.Span);
    }

    /// <summary>Shows the secret, a string that cannot be zeroed: for the user, who must keep it.</summary>
    public string Reveal()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new string(_text);
    }

    /// <summary>Zeroes the secret. Whatever is asked of it afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _disposed = true;
        Array.Clear(_text);
        CryptographicOperations.ZeroMemory(_salt);
    }

    /// <summary>The name of the type: the secret shows itself through <see cref="Reveal"/> alone.</summary>
    public override string ToString() => nameof(AccountSecret);

    internal static AccountSecret FromKey(string username, ReadOnlySpan<byte> key)
    {
        var groups = Base58.Bitcoin.Encode(key).Chunk(GroupLength).Select(static group => new string(group));
        return Parse($"{Version}{Separator}{username}{Separator}{string.Join('-', groups)}");
    }

    private static void Derive(ReadOnlySpan<char> passphrase, ReadOnlySpan<byte> salt, Span<byte> key) =>
        PassphraseDerivation.Derive(passphrase, salt, key, Iterations, HashAlgorithmName.SHA256);

    /// <summary>
    /// The published client hands the derived bytes on as a string of one character each, and its SRP library hashes the
    /// UTF-8 of that string: every byte above 0x7F becomes two.
    /// </summary>
    private static byte[] AsUtf8OfLatin1(ReadOnlySpan<byte> key)
    {
        Span<char> text = stackalloc char[KeyLength];
        Encoding.Latin1.GetChars(key, text);
        var password = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(text), pinned: true);
        Encoding.UTF8.GetBytes(text, password);
        text.Clear();
        return password;
    }
}
