using System.Management.Automation.Host;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Accounts;

/// <summary>The few things that must be done with the text of a secret.</summary>
internal static class Secrets
{
    /// <summary>Asks for a new passphrase, twice: nobody sees what he types.</summary>
    /// <param name="host">The host to ask at.</param>
    /// <param name="prompt">What is asked for.</param>
    /// <returns>The passphrase, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>SecretRequired</c>: the host cannot ask; <c>PassphrasesDiffer</c>.</exception>
    public static SecureString AskTwice(PSHost host, string prompt)
    {
        const string Parameter = "Passphrase";
        using var first = HostPrompt.Secret(host, prompt) ?? throw MeecoErrors.SecretRequired(Parameter);
        var second = HostPrompt.Secret(host, "The same again") ?? throw MeecoErrors.SecretRequired(Parameter);
        if (AreEqual(first, second))
        {
            return second;
        }

        second.Dispose();
        throw MeecoErrors.PassphrasesDiffer();
    }

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
