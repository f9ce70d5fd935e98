using Meeco.Cryptography;

namespace Meeco;

/// <summary>Seals and opens encrypted things, and says which one went wrong.</summary>
internal static class Ciphers
{
    /// <summary>Opens something.</summary>
    /// <param name="what">What it is, to begin a sentence with.</param>
    /// <param name="open">How.</param>
    /// <typeparam name="T">What is inside.</typeparam>
    /// <returns>What is inside.</returns>
    /// <exception cref="MeecoException"><c>DecryptionFailed</c>, or <c>SessionEnded</c> when the key is gone.</exception>
    public static T Open<T>(string what, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception fault) when (fault is DecryptionFailedException or CryppoFormatException)
        {
            throw ClientErrors.DecryptionFailed(what);
        }
        catch (ObjectDisposedException)
        {
            throw ClientErrors.SessionEnded();
        }
    }

    /// <summary>Encrypts a text.</summary>
    /// <param name="what">What it is, to begin a sentence with.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">The text.</param>
    /// <returns>The cryppo string; null for no text or an empty one.</returns>
    /// <exception cref="MeecoException"><c>TextNotEncodable</c>, or <c>SessionEnded</c> when the key is gone.</exception>
    public static string? Seal(string what, EncryptionKey key, string? text)
    {
        try
        {
            return key.EncryptText(text);
        }
        catch (ObjectDisposedException)
        {
            throw ClientErrors.SessionEnded();
        }
        catch (ArgumentException)
        {
            throw ClientErrors.TextNotEncodable(what);
        }
    }

    /// <summary>Decrypts the name that the user gave somebody.</summary>
    /// <param name="key">The user's DEK; null when the session does not hold it.</param>
    /// <param name="encrypted">The name as it is stored.</param>
    /// <returns>The name; null if there is none, or one that cannot be opened: a list must not end at it.</returns>
    public static string? OpenName(EncryptionKey? key, string? encrypted)
    {
        try
        {
            return key?.DecryptTextOrLatin1(encrypted)?.Text;
        }
        catch (Exception fault) when (fault is DecryptionFailedException or CryppoFormatException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            throw ClientErrors.SessionEnded();
        }
    }
}
