using Meeco.Cryptography;

namespace Meeco;

/// <summary>Opens sessions in which a delegate acts for the owner of an account.</summary>
internal sealed class DelegateSessions(MeecoSession session)
{
    /// <summary>Opens one.</summary>
    /// <param name="delegation">The delegation.</param>
    /// <param name="kek">The owner's KEK; owned by the new session, and zeroed when there is none.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    public async Task<MeecoSession> OpenAsync(MeecoDelegation delegation, SymmetricKey kek, CancellationToken cancel)
    {
        var apis = session.Apis.ActingFor(session.Environment, session.Settings, delegation.UserId);
        try
        {
            var me = await apis.Users.GetMeAsync(cancel).ConfigureAwait(false);
            if (me.User.Id != delegation.UserId)
            {
                // What the delegate wrote would land in his own account, under a key that is not his.
                throw ClientErrors.NotTheProtocol("it does not act for the user that a delegate names.");
            }

            var id = me.User.PrivateDekExternalId ?? throw ClientErrors.AccountIncomplete(delegation.Name ?? delegation.UserId);
            var stored = await apis.Keystore.GetDekAsync(id, cancel).ConfigureAwait(false);
            var dek = Ciphers.Open(
                "The data encryption key", () => kek.UnwrapKey(stored.DataEncryptionKey.SerializedDataEncryptionKey));
            return new MeecoSession(
                session.Environment,
                session.Settings,
                apis,
                new SessionKeys(secret: null, passphraseKey: null, kek, dek),
                me.User.Id,
                session.UserName)
            {
                Kind = MeecoSessionKind.Delegate,
                ActsFor = delegation.Name ?? me.User.FullName ?? me.User.Id,
                DelegationRole = delegation.Role,
                ConnectedAt = session.Settings.Time.GetUtcNow(),
                ValidUntil = session.ValidUntil,
            };
        }
        catch
        {
            kek.Dispose();
            apis.Dispose();
            throw;
        }
    }
}
