using System.Security;
using System.Security.Cryptography;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Registration and login at the keystore with SRP-6a: the passphrase itself never leaves this machine.</summary>
internal static class KeystoreLogin
{
    /// <summary>Stores salt and verifier for a new user name.</summary>
    /// <param name="keystore">The keystore.</param>
    /// <param name="secret">The account secret.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When the keystore has them.</returns>
    public static async Task RegisterAsync(
        IKeystoreApi keystore,
        AccountSecret secret,
        SecureString passphrase,
        CancellationToken cancel)
    {
        var password = SecretText.Read(passphrase, secret.DeriveSrpPassword);
        SrpVerifier verifier;
        try
        {
            verifier = SrpVerifier.Create(secret.Username, password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        await keystore.PostSrpUserAsync(
            new PostSrpUsersRequest
            {
                Username = secret.Username,
                SrpSalt = verifier.Salt,
                SrpVerifier = verifier.Verifier,
            },
            cancel).ConfigureAwait(false);
    }

    /// <summary>Logs in, and has the keystore prove itself too where it does.</summary>
    /// <param name="keystore">The keystore.</param>
    /// <param name="secret">The account secret.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="validFor">How long the session shall live; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session, with its token.</returns>
    public static async Task<KeystoreSessionBody> LogInAsync(
        IKeystoreApi keystore,
        AccountSecret secret,
        SecureString passphrase,
        TimeSpan? validFor,
        CancellationToken cancel)
    {
        var client = new SrpClient(secret.Username);
        var challenge = await keystore.PostSrpChallengeAsync(
            new PostSrpChallengesRequest { Username = secret.Username, SrpA = client.PublicValue }, cancel)
            .OrNotFound(ClientErrors.LoginFailed).ConfigureAwait(false);
        var answer = await keystore.PostSrpSessionAsync(
            new PostSrpSessionRequest
            {
                Username = secret.Username,
                SrpA = client.PublicValue,
                SrpM = Prove(client, challenge.Challenge, secret, passphrase),
                ValidFor = validFor?.TotalSeconds,
            },
            cancel).OrUnauthorized(ClientErrors.LoginFailed).ConfigureAwait(false);
        if (answer.SrpM2 is { } proof && !IsServerProof(client, proof))
        {
            throw ClientErrors.ServerNotAuthentic();
        }

        return answer.Session;
    }

    private static string Prove(
        SrpClient client,
        SrpChallengeBody challenge,
        AccountSecret secret,
        SecureString passphrase)
    {
        var password = SecretText.Read(passphrase, secret.DeriveSrpPassword);
        try
        {
            return client.ComputeProof(challenge.ChallengeSalt, challenge.ChallengeB, password);
        }
        catch (CryppoFormatException)
        {
            throw ClientErrors.ServerNotAuthentic();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private static bool IsServerProof(SrpClient client, string proof)
    {
        try
        {
            return client.VerifyServer(proof);
        }
        catch (CryppoFormatException)
        {
            return false;
        }
    }
}
