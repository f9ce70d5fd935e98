using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>
/// Lets a caller act for the user whom the header <c>Meeco-Delegation-Id</c> names (rule 58). A delegation counts while
/// the owner's side of the connection carries it and the keystore has verified it: without either, nobody acts.
/// </summary>
internal sealed class DelegatedAccess(MeecoDb db, PublicIds ids)
{
    /// <summary>The caller as the vault is to see him.</summary>
    /// <exception cref="RefusedException">403: no delegation lets him act for that user.</exception>
    public async Task<VaultCaller> ActAsync(VaultCaller caller, string ownerId, CancellationToken cancel)
    {
        var owner = ids.Decode(ownerId, IdKind.VaultUser);
        if (owner == caller.UserKey)
        {
            return caller;
        }

        var grant = await Grants(owner).SingleOrDefaultAsync(found => found.VaultDelegateKey == caller.UserKey, cancel)
            ?? throw NotGranted();
        return new VaultCaller(grant.VaultOwnerKey, caller.SessionKey) { ActorKey = caller.UserKey, Role = grant.ParseRole() };
    }

    /// <summary>The caller as the keystore is to see him.</summary>
    /// <exception cref="RefusedException">403: no delegation lets him act for that user.</exception>
    public async Task<KeystoreCaller> ActAsync(KeystoreCaller caller, string ownerId, CancellationToken cancel)
    {
        var owner = ids.Decode(ownerId, IdKind.VaultUser);
        if (await Grants(owner).SingleOrDefaultAsync(found => found.DelegateKey == caller.UserKey, cancel) is { } grant)
        {
            return new KeystoreCaller(grant.OwnerKey, caller.SessionKey) { ActorKey = caller.UserKey, Role = grant.ParseRole() };
        }

        return await db.VaultUsers.AnyAsync(user => user.Key == owner && user.KeystoreUserKey == caller.UserKey, cancel)
            ? caller
            : throw NotGranted();
    }

    private IQueryable<Grant> Grants(long? owner) =>
        from side in db.Connections
        join record in db.KeyDelegations on side.Purpose.DelegationTokenHash equals record.TokenHash
        where side.UserKey == owner
            && side.Purpose.Intent == ConnectionIntent.Delegate
            && record.VaultOwnerKey == side.UserKey
            && record.VerifiedAt != null
            && !db.VaultUsers.Any(user => user.Key == side.UserKey && user.DisabledAt != null)
        select new Grant
        {
            Role = side.Purpose.DelegationRole!,
            OwnerKey = record.OwnerKey,
            VaultOwnerKey = side.UserKey,
            DelegateKey = record.DelegateKey,
            VaultDelegateKey = side.OtherUserKey,
        };

    private static RefusedException NotGranted() =>
        Refuse.Forbidden(ErrorCodes.DelegationNotGranted, "No delegation lets you act for this user.");

    private sealed record Grant
    {
        public required string Role { get; init; }

        public required long OwnerKey { get; init; }

        public required long VaultOwnerKey { get; init; }

        public required long? DelegateKey { get; init; }

        public required long VaultDelegateKey { get; init; }

        // What cannot be read lets nobody act.
        public DelegationRole ParseRole() => DelegationRoleViews.Parse(Role) ?? throw NotGranted();
    }
}
