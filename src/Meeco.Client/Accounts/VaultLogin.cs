using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Login at the vault: whoever can open the token holds the login key (rule 75).</summary>
internal static class VaultLogin
{
    /// <summary>The name by which the login pair is found in the keystore.</summary>
    public const string KeypairName = "auth";

    /// <summary>Logs in.</summary>
    /// <param name="users">The vault.</param>
    /// <param name="publicKey">The public key as it was registered.</param>
    /// <param name="pair">The login pair.</param>
    /// <param name="validFor">How long the session shall live; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The token: a secret.</returns>
    public static async Task<string> LogInAsync(
        IUsersApi users,
        string publicKey,
        RsaKeyPair pair,
        TimeSpan? validFor,
        CancellationToken cancel)
    {
        var answer = await users.PostSessionAsync(
            new PostSessionRequest { PublicKey = publicKey, ValidFor = validFor?.TotalSeconds }, cancel)
            .ConfigureAwait(false);
        return OpenToken(pair, answer.Session.EncryptedSessionAuthenticationString);
    }

    /// <summary>Opens a token.</summary>
    /// <param name="pair">The login pair.</param>
    /// <param name="encrypted">The token as the vault sends it.</param>
    /// <returns>The token: a secret.</returns>
    public static string OpenToken(RsaKeyPair pair, string encrypted)
    {
        var token = Ciphers.Open("The vault's session token", () => pair.DecryptToken(encrypted));

        // It becomes a header: a vault must not be able to write others behind it.
        return token.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
            ? throw ClientErrors.NotTheProtocol("its session token is not printable ASCII.")
            : token;
    }
}
