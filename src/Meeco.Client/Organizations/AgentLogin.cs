using Meeco.Wire;

namespace Meeco;

/// <summary>Opens sessions of agents. They have no keystore: their key pair is with whoever made it.</summary>
internal sealed class AgentLogin(MeecoSession session)
{
    /// <summary>Opens the token that a login answered with, and takes the session up.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="pair">The key pair of the organisation or service.</param>
    /// <param name="kind">Whose session it is.</param>
    /// <param name="name">The name of the organisation or service.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    public async Task<MeecoSession> OpenAsync(
        AgentLoginResponse answer,
        MeecoKeyPair pair,
        MeecoSessionKind kind,
        string name,
        CancellationToken cancel)
    {
        var token = VaultLogin.OpenToken(pair.Pair, answer.EncryptedAccessToken);
        return await new AccountService(session.Settings).ResumeAsync(
            session.Environment,
            new SessionTokens(Keystore: null, token),
            new SessionKeys(secret: null, passphraseKey: null, kek: null, dek: null) { AgentPublicKey = pair.PublicKey },
            kind,
            name,
            delegationId: null,
            cancel).ConfigureAwait(false);
    }
}
