using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Registration and login at the keystore with SRP-6a: the passphrase itself never leaves this machine.</summary>
internal static class KeystoreLogin
{
    /// <summary>Stores salt and verifier for a new user name.</summary>
    /// <param name="keystore">The keystore.</param>
    /// <param name="username">The user name.</param>
    /// <param name="derived">What the passphrase gives.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When the keystore has them.</returns>
    public static async Task RegisterAsync(
        IKeystoreApi keystore,
        string username,
        PassphraseKeys derived,
        CancellationToken cancel)
    {
        var verifier = SrpVerifier.Create(username, await derived.GetSrpPasswordAsync(cancel).ConfigureAwait(false));
        await keystore.PostSrpUserAsync(
            new PostSrpUsersRequest { Username = username, SrpSalt = verifier.Salt, SrpVerifier = verifier.Verifier },
            cancel).ConfigureAwait(false);
    }

    /// <summary>Logs in, and has the keystore prove itself too where it does.</summary>
    /// <param name="keystore">The keystore.</param>
    /// <param name="username">The user name.</param>
    /// <param name="derived">What the passphrase gives.</param>
    /// <param name="validFor">How long the session shall live; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session, with its token.</returns>
    public static async Task<KeystoreSessionBody> LogInAsync(
        IKeystoreApi keystore,
        string username,
        PassphraseKeys derived,
        TimeSpan? validFor,
        CancellationToken cancel)
    {
        var client = new SrpClient(username);
        var challenge = await keystore.PostSrpChallengeAsync(
            new PostSrpChallengesRequest { Username = username, SrpA = client.PublicValue }, cancel)
            .OrNotFound(ClientErrors.LoginFailed).ConfigureAwait(false);
        var password = await derived.GetSrpPasswordAsync(cancel).ConfigureAwait(false);
        var answer = await keystore.PostSrpSessionAsync(
            new PostSrpSessionRequest
            {
                Username = username,
                SrpA = client.PublicValue,
                SrpM = Prove(client, challenge.Challenge, password),
                ValidFor = validFor?.TotalSeconds,
            },
            cancel).OrUnauthorized(ClientErrors.LoginFailed).ConfigureAwait(false);
        if (answer.SrpM2 is { } proof && !IsServerProof(client, proof))
        {
            throw ClientErrors.ServerNotAuthentic();
        }

        return answer.Session;
    }

    private static string Prove(SrpClient client, SrpChallengeBody challenge, ReadOnlySpan<byte> password)
    {
        try
        {
            return client.ComputeProof(challenge.ChallengeSalt, challenge.ChallengeB, password);
        }
        catch (CryppoFormatException)
        {
            throw ClientErrors.ServerNotAuthentic();
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
