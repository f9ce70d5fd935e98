using System.Runtime.InteropServices;
using System.Security;

namespace Meeco;

/// <summary>Lets code see a <see cref="SecureString"/> for as long as it needs, and no longer.</summary>
internal static class SecretText
{
    /// <summary>What may be done with the characters.</summary>
    /// <param name="text">The characters; gone when the call returns.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <returns>Something that does not hold them.</returns>
    public delegate T Reader<out T>(ReadOnlySpan<char> text);

    /// <summary>Shows the characters to <paramref name="read"/> and zeroes them.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="read">What is done with them.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <returns>The result.</returns>
    public static T Read<T>(SecureString secret, Reader<T> read)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = GC.AllocateUninitializedArray<char>(secret.Length, pinned: true);
        var native = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(native, text, 0, text.Length);
            return read(text);
        }
        finally
        {
            Array.Clear(text);
            Marshal.ZeroFreeGlobalAllocUnicode(native);
        }
    }

    /// <summary>Refuses a passphrase that protects nothing.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <exception cref="MeecoException"><c>EmptyPassphrase</c>.</exception>
    public static void CheckPassphrase(SecureString passphrase)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        if (passphrase.Length == 0)
        {
            throw ClientErrors.EmptyPassphrase();
        }
    }

    /// <summary>Makes a read-only secret.</summary>
    /// <param name="text">Its characters.</param>
    /// <returns>The secret, owned by the caller.</returns>
    public static SecureString From(ReadOnlySpan<char> text)
    {
        var secret = new SecureString();
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
