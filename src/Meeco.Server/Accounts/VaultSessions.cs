using System.Linq.Expressions;
using Meeco.Cryptography;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Accounts;

/// <summary>Opens and ends sessions of the vault.</summary>
internal sealed class VaultSessions(MeecoDb db, UserSessions sessions, Transactions transactions, EventLog log, TimeProvider clock)
{
    /// <summary>Opens a session inside the caller's transaction; one too many ends the user's oldest.</summary>
    /// <param name="userKey">Whose session it is.</param>
    /// <param name="publicKey">His key.</param>
    /// <param name="end">When it ends at the latest.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">403: the operator has closed the account.</exception>
    /// <returns>The token under the user's public key: only who holds the private key can use the session (rule 75).</returns>
    public Task<string> OpenAsync(long userKey, RsaPublicKey publicKey, DateTimeOffset end, CancellationToken cancel) =>
        OpenAsync(userKey, publicKey, end, openedBy: null, cancel);

    /// <summary>Opens a session of an agent for the member who asks for it (rule 65).</summary>
    /// <inheritdoc cref="OpenAsync(long, RsaPublicKey, DateTimeOffset, CancellationToken)"/>
    public async Task<string> OpenAsync(long userKey, RsaPublicKey publicKey, DateTimeOffset end, long? openedBy, CancellationToken cancel)
    {
        if (await db.VaultUsers.AnyAsync(user => (user.Key == userKey || user.Key == openedBy) && user.DisabledAt != null, cancel))
        {
            throw Refuse.UserDisabled();
        }

        await sessions.MakeRoomAsync<VaultSession>(userKey, cancel);
        var token = SessionToken.Create();
        var session = new VaultSession
        {
            UserKey = userKey,
            OpenedByKey = openedBy,
            TokenHash = SessionToken.Hash(token),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = end,
        };
        db.Add(session);
        await db.SaveChangesAsync(cancel);
        log.Note(new VaultCaller(userKey, session.Key), EventTypes.SessionStarted, new EventSubject { SessionKey = session.Key });
        return publicKey.EncryptToken(token);
    }

    /// <summary>Ends sessions of the user whose token the caller sent, and notes it.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="which">Which of his.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task EndAsync(VaultCaller caller, Expression<Func<VaultSession, bool>> which, CancellationToken cancel)
    {
        // A delegate ends sessions of his own; those of the user for whom he acts are that user's.
        var self = new VaultCaller(caller.ActorKey, caller.SessionKey);
        return transactions.WriteAsync(
            async inner =>
            {
                foreach (var key in await sessions.EndAsync(self.UserKey, which, inner))
                {
                    log.Note(self, EventTypes.SessionEnded, new EventSubject { SessionKey = key });
                }
            },
            cancel);
    }
}
