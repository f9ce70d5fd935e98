using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Server.Storage;

namespace Meeco.Server.Accounts;

/// <summary>Opens sessions of the vault.</summary>
internal sealed class VaultSessions(MeecoDb db, UserSessions sessions, TimeProvider clock)
{
    /// <summary>Opens a session inside the caller's transaction; one too many ends the user's oldest.</summary>
    /// <param name="userKey">Whose session it is.</param>
    /// <param name="publicKey">His key.</param>
    /// <param name="end">When it ends at the latest.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The token under the user's public key: only who holds the private key can use the session (rule 75).</returns>
    public async Task<string> OpenAsync(long userKey, RsaPublicKey publicKey, DateTimeOffset end, CancellationToken cancel)
    {
        await sessions.MakeRoomAsync<VaultSession>(userKey, cancel);
        var token = SessionToken.Create();
        db.Add(new VaultSession
        {
            UserKey = userKey,
            TokenHash = SessionToken.Hash(token),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = end,
        });
        return publicKey.EncryptToken(token);
    }
}
