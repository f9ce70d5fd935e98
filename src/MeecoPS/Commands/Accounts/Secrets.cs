using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace MeecoPS.Commands.Accounts;

/// <summary>The few things that must be done with the text of a secret.</summary>
internal static class Secrets
{
    /// <summary>Compares without leaving a copy behind and without telling by its time where they differ.</summary>
    /// <param name="first">One secret.</param>
    /// <param name="second">The other.</param>
    /// <returns>Whether the texts are the same.</returns>
    public static bool AreEqual(SecureString first, SecureString second)
    {
        var (one, other) = (Copy(first), Copy(second));
        try
        {
            return CryptographicOperations.FixedTimeEquals(one, other);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(one);
            CryptographicOperations.ZeroMemory(other);
        }
    }

    /// <summary>The text itself, for a user who asked to see it.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Its text, which can no longer be zeroed.</returns>
    public static string Reveal(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;

    private static byte[] Copy(SecureString secret)
    {
        var text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            var copy = GC.AllocateUninitializedArray<byte>(secret.Length * sizeof(char), pinned: true);
            Marshal.Copy(text, copy, 0, copy.Length);
            return copy;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
