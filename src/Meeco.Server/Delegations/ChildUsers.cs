using Meeco.Cryptography;
using Meeco.Server.Accounts;
using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Delegations;

/// <summary>
/// Makes child users: accounts that nobody logs in to, used by their parent through a delegation of role owner (rule 63).
/// First the vault makes user and connection, then the keystore takes the keys. Call it inside a transaction.
/// </summary>
internal sealed class ChildUsers(
    MeecoDb db,
    PublicIds ids,
    SealedTokens tokens,
    KeyDelegations delegations,
    DelegationRules rules,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>What the vault made.</summary>
    /// <param name="User">The child.</param>
    /// <param name="Parent">The parent's side of the connection.</param>
    /// <param name="Child">The child's side, which carries the delegation.</param>
    public sealed record Made(VaultUser User, Connection Parent, Connection Child);

    /// <summary>The users who are children: people without a key to log in with.</summary>
    public static IQueryable<VaultUser> AreAmong(MeecoDb db) =>
        db.VaultUsers.Where(user => user.Type == UserType.Human && user.PublicKeyFingerprint == null);

    /// <summary>Makes the child at the vault.</summary>
    /// <exception cref="RefusedException">403: the caller has no keys at the keystore. 422: a public key is missing or none.</exception>
    public async Task<Made> CreateAsync(VaultCaller caller, CreateChildUserParams request, CancellationToken cancel)
    {
        using var parentKey = Check.PublicKey(request.ParentPublicKeyForConnection?.Pem, "parent_public_key_for_connection.pem");
        using var childKey = Check.PublicKey(request.ChildPublicKeyForConnection?.Pem, "child_public_key_for_connection.pem");
        var parentPair = Check.OptionalText(
            request.ParentPublicKeyForConnection?.ExternalId, "parent_public_key_for_connection.external_id", AccountLimits.ExternalIdentifier);
        var childPair = Check.OptionalText(
            request.ChildPublicKeyForConnection?.ExternalId, "child_public_key_for_connection.external_id", AccountLimits.ExternalIdentifier);
        var parent = await db.VaultUsers.SingleAsync(user => user.Key == caller.UserKey, cancel);
        if (parent.KeystoreUserKey is null)
        {
            throw Refuse.Forbidden(ErrorCodes.Forbidden, "Only a user with keys in the keystore can have a child user.");
        }

        var now = clock.GetUtcNow();
        var user = new VaultUser { PublicKey = childKey.Pem, Type = UserType.Human, CreatedAt = now };
        db.Add(user);
        await db.SaveChangesAsync(cancel);
        var parentSide = new Connection
        {
            UserKey = parent.Key,
            UserType = parent.Type,
            OtherUserKey = user.Key,
            PublicKey = parentKey.Pem,
            KeyPairExternalId = parentPair,
            Purpose = ConnectionPurpose.Plain,
            CreatedAt = now,
        };
        var (tokenHash, sealedToken) = tokens.Create();
        var childSide = new Connection
        {
            UserKey = user.Key,
            UserType = user.Type,
            OtherUserKey = parent.Key,
            PublicKey = childKey.Pem,
            KeyPairExternalId = childPair,
            Purpose = new ConnectionPurpose
            {
                Intent = ConnectionIntent.Delegate,
                DelegationRole = DelegationRoles.Owner,
                DelegationTokenHash = tokenHash,
                SealedDelegationToken = sealedToken,
            },
            CreatedAt = now,
        };
        db.AddRange(parentSide, childSide);
        await db.SaveChangesAsync(cancel);
        rules.Tell(caller, childSide, parentSide, EventTypes.DelegationCreated);
        return new Made(user, parentSide, childSide);
    }

    /// <summary>Takes the child's keys; doing so again with the same changes nothing.</summary>
    /// <returns>The delegation, and the DEK whose id the child's user carries from now on.</returns>
    /// <exception cref="RefusedException">
    /// 404: no child of the caller's carries this delegation. 409: it has other keys already. 422: a key is missing or malformed.
    /// </exception>
    public async Task<(KeyDelegation Delegation, string DekId)> StoreKeysAsync(KeystoreCaller caller, PostChildUserRequest request, CancellationToken cancel)
    {
        var kek = Check.Encrypted(request.ChildKek, "child_kek");
        var dek = Check.Encrypted(request.ChildDek, "child_dek");
        var pair = Check.Required(request.ChildKeypairForConnection, "child_keypair_for_connection");
        var privateKey = Check.Encrypted(pair.EncryptedPrivateKey, "child_keypair_for_connection.encrypted_private_key");
        var name = Check.Text(pair.ExternalId, "child_keypair_for_connection.external_id", AccountLimits.ExternalIdentifier);
        using var publicKey = Check.PublicKey(pair.PublicKey, "child_keypair_for_connection.public_key");
        var sides = await FindChildAsync(caller, request, cancel);
        var child = await db.VaultUsers.SingleAsync(user => user.Key == sides.Granting.UserKey, cancel);
        if (child.KeystoreUserKey is not null)
        {
            return await RepeatAsync(child, sides, kek, cancel);
        }

        using var connectionKey = RsaPublicKey.FromPem(sides.Granting.PublicKey);
        if (!publicKey.Equals(connectionKey))
        {
            throw Refuse.Invalid(
                "child_keypair_for_connection.public_key", "The pair is that of the child's side of the connection.");
        }

        var now = clock.GetUtcNow();

        // A dot is in no name that can be registered or logged in with, and without a verifier nobody proves anything.
        var account = new KeystoreUser { Username = $"child.{Guid.NewGuid():N}", CreatedAt = now };
        db.Add(account);
        await db.SaveChangesAsync(cancel);
        var stored = new DataEncryptionKey { UserKey = account.Key, SerializedKey = dek, CreatedAt = now };
        var keyPair = new KeyPair
        {
            UserKey = account.Key,
            PublicKey = publicKey.Pem,
            EncryptedSerializedKey = privateKey,
            Metadata = "{}",
            CreatedAt = now,
        };
        keyPair.Identifiers.Add(new KeyPairIdentifier { UserKey = account.Key, Value = name });
        var delegation = new KeyDelegation
        {
            TokenHash = sides.Granting.Purpose.DelegationTokenHash!,
            SealedToken = sides.Granting.Purpose.SealedDelegationToken!,
            OwnerKey = account.Key,
            VaultOwnerKey = child.Key,
            Role = sides.Granting.Purpose.DelegationRole!,
            DelegateKey = caller.UserKey,
            ClaimedAt = now,
            ExpiresAt = now + options.Value.DelegationLifetime,
            DelegatePublicKey = sides.Delegate.PublicKey,
            VerifiedAt = now,
            OwnerKek = kek,
            KekUnderConnectionKey = false,
            CreatedAt = now,
        };
        db.AddRange(stored, keyPair, delegation);
        child.KeystoreUserKey = account.Key;
        await db.SaveChangesAsync(cancel);
        child.PrivateDekExternalId = ids.Encode(IdKind.DataEncryptionKey, stored.Key);
        return (delegation, child.PrivateDekExternalId);
    }

    private async Task<DelegationSides> FindChildAsync(KeystoreCaller caller, PostChildUserRequest request, CancellationToken cancel)
    {
        var childKey = ids.Decode(request.VaultChildId, IdKind.VaultUser);
        var sides = await delegations.SidesAsync(SessionToken.Hash(request.DelegationToken ?? ""), cancel);
        return sides is not null
            && sides.Granting.UserKey == childKey
            && sides.DelegateKeystoreKey == caller.UserKey
            && await AreAmong(db).AnyAsync(user => user.Key == childKey, cancel)
            ? sides
            : throw Refuse.NotFound("child user");
    }

    private async Task<(KeyDelegation Delegation, string DekId)> RepeatAsync(
        VaultUser child,
        DelegationSides sides,
        string kek,
        CancellationToken cancel)
    {
        var hash = sides.Granting.Purpose.DelegationTokenHash;
        var known = await db.KeyDelegations.SingleOrDefaultAsync(delegation => delegation.TokenHash == hash, cancel);
        return known?.OwnerKek == kek && child.PrivateDekExternalId is { } dekId
            ? (known, dekId)
            : throw Refuse.Conflict(ErrorCodes.AlreadyExists, "The child user has keys already.");
    }
}
