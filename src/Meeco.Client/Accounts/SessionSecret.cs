using System.Security;
using System.Security.Cryptography;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// A session as the secret of a vault: the base64 of what it consists of, which the vault keeps from others, or of the same
/// under a passphrase (docs/SECURITY.md). Text, for that is what every kind of vault can keep.
/// </summary>
internal static class SessionSecret
{
    // The most that a SecureString holds.
    private const int MaxLength = 65536;

    /// <summary>Makes a secret of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="passphrase">Seals it; null leaves it to the vault alone.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The secret, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>EmptyPassphrase</c>.</exception>
    public static async Task<SecureString> WriteAsync(MeecoSession session, SecureString? passphrase, CancellationToken cancel)
    {
        var bytes = passphrase is null
            ? SessionPacking.Pack(session)
            : await SessionPacking.SealAsync(session, passphrase, cancel).ConfigureAwait(false);
        var text = GC.AllocateUninitializedArray<char>(((bytes.Length + 2) / 3) * 4, pinned: true);
        try
        {
            Convert.TryToBase64Chars(bytes, text, out _);
            return SecretText.From(text);
        }
        finally
        {
            Array.Clear(text);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Whether a passphrase is needed to read a secret.</summary>
    /// <param name="secret">The secret.</param>
    public static bool IsSealed(SecureString secret)
    {
        var bytes = Decode(secret);
        try
        {
            return PassphraseBox.IsBox(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Takes up the session of a secret.</summary>
    /// <param name="place">Where it was found, for errors to name.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="passphrase">What it was sealed with; null when it was not.</param>
    /// <param name="accounts">Takes it up.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException"><c>SessionFileUnreadable</c>, <c>SessionFileLocked</c>, <c>SavedSessionExpired</c>.</exception>
    public static async Task<MeecoSession> ReadAsync(
        string place,
        SecureString secret,
        SecureString? passphrase,
        AccountService accounts,
        CancellationToken cancel)
    {
        var bytes = Decode(secret);
        var plaintext = bytes;
        try
        {
            // Who gives a passphrase expects what is sealed: anything else was put there by another.
            if (passphrase is not null)
            {
                SecretText.CheckPassphrase(passphrase);
                plaintext = await SessionPacking.UnsealAsync(place, bytes, passphrase, cancel).ConfigureAwait(false);
            }

            return await SessionPacking.TakeUpAsync(place, plaintext, accounts, cancel).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    // What is no base64 is no session either, and is found out as such.
    private static byte[] Decode(SecureString secret) => SecretText.Read(secret, static text =>
    {
        var bytes = GC.AllocateUninitializedArray<byte>(MaxLength, pinned: true);
        try
        {
            return Convert.TryFromBase64Chars(text, bytes, out var length) ? bytes[..length] : [];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    });
}
