using System.Text;
using Meeco.Cryptography;
using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Delegations;

/// <summary>Makes, claims and fills the keystore's half of delegations (docs/WIRE.md 3). Call it inside a transaction.</summary>
internal sealed class KeyDelegations(
    MeecoDb db,
    PublicIds ids,
    SealedTokens tokens,
    DelegateSignatures signatures,
    DelegationTasks tasks,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes a delegation that somebody can be invited with.</summary>
    /// <exception cref="RefusedException">422: the account is not the caller's, or the role is none.</exception>
    public async Task<KeyDelegation> CreateAsync(KeystoreCaller caller, PostDelegationRequest request, CancellationToken cancel)
    {
        var role = DelegationRoleViews.Parse(request.DelegationRole)
            ?? throw Refuse.Invalid("delegation_role", "delegation_role is owner, admin or reader.");
        var vaultUser = ids.Decode(request.VaultAccountId, IdKind.VaultUser);
        if (!await db.VaultUsers.AnyAsync(user => user.Key == vaultUser && user.KeystoreUserKey == caller.UserKey, cancel))
        {
            throw Refuse.Invalid("vault_account_id", "vault_account_id is the id of your own account at the vault.");
        }

        var now = clock.GetUtcNow();

        // What nobody took up in time is of no use to anyone.
        await db.KeyDelegations
            .Where(old => old.OwnerKey == caller.UserKey && old.ClaimedAt == null && old.ExpiresAt <= now)
            .ExecuteDeleteAsync(cancel);
        var (tokenHash, sealedToken) = tokens.Create();
        var made = new KeyDelegation
        {
            TokenHash = tokenHash,
            SealedToken = sealedToken,
            OwnerKey = caller.UserKey,
            VaultOwnerKey = vaultUser!.Value,
            Role = role.Text(),
            ExpiresAt = now + options.Value.DelegationLifetime,
            CreatedAt = now,
        };
        db.Add(made);
        return made;
    }

    /// <summary>A delegation that the caller gave or claimed, by its token; one that he claimed also by the owner's vault id.</summary>
    /// <exception cref="RefusedException">404: there is none.</exception>
    public async Task<KeyDelegation> FindAsync(KeystoreCaller caller, string tokenOrOwnerId, CancellationToken cancel)
    {
        var owner = ids.Decode(tokenOrOwnerId, IdKind.VaultUser);
        var hash = SessionToken.Hash(tokenOrOwnerId);
        return await db.KeyDelegations.FirstOrDefaultAsync(
            found => (found.TokenHash == hash && (found.OwnerKey == caller.UserKey || found.DelegateKey == caller.UserKey))
                || (found.VaultOwnerKey == owner && found.DelegateKey == caller.UserKey),
            cancel) ?? throw Refuse.NotFound("delegation");
    }

    /// <summary>The delegate takes a delegation up; doing so again changes nothing.</summary>
    /// <exception cref="RefusedException">
    /// 404: the caller is not the delegate of a connection that carries it. 409: it is too late. 422: the signature is not his.
    /// </exception>
    public async Task<KeyDelegation> ClaimAsync(KeystoreCaller caller, string token, ClaimDelegationRequest request, CancellationToken cancel)
    {
        // The token alone opens nothing: who claims is the one whom the owner connected with.
        var hash = SessionToken.Hash(token);
        var sides = await SidesAsync(hash, cancel);
        var record = await db.KeyDelegations.SingleOrDefaultAsync(found => found.TokenHash == hash, cancel);
        if (record is null || sides is null || sides.DelegateKeystoreKey != caller.UserKey)
        {
            throw Refuse.NotFound("delegation");
        }

        if (record.DelegateKey is not null)
        {
            return record;
        }

        var now = clock.GetUtcNow();
        if (record.ExpiresAt <= now)
        {
            throw Refuse.Conflict(ErrorCodes.DelegationExpired, "The delegation was not claimed in time.");
        }

        using var publicKey = RsaPublicKey.FromPem(sides.Delegate.PublicKey);
        RequireSignature(publicKey, request.DelegateSignature, token);
        record.DelegateKey = caller.UserKey;
        record.SealedDelegateSignature = signatures.Seal(record, request.DelegateSignature!);
        record.ClaimedAt = now;
        if (record.OwnerKek is not null)
        {
            record.VerifiedAt = now;
        }

        return record;
    }

    /// <summary>The owner hands the delegate his KEK; he may do so again with another.</summary>
    /// <exception cref="RefusedException">
    /// 404: not the caller's to give. 409: nobody has accepted yet, or it can be claimed no more. 422: the key is not the
    /// delegate's, or the KEK is not encrypted for it.
    /// </exception>
    public async Task<KeyDelegation> ShareKekAsync(KeystoreCaller caller, string token, ShareDelegationKekRequest request, CancellationToken cancel)
    {
        var hash = SessionToken.Hash(token);
        var record = await db.KeyDelegations.SingleOrDefaultAsync(found => found.TokenHash == hash && found.OwnerKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("delegation");
        var sides = await SidesAsync(hash, cancel)
            ?? throw Refuse.Conflict(ErrorCodes.DelegationNotReady, "Nobody has accepted this delegation yet.");
        var now = clock.GetUtcNow();
        if (record.ClaimedAt is null && record.ExpiresAt <= now)
        {
            throw Refuse.Conflict(ErrorCodes.DelegationExpired, "The delegation was not claimed in time.");
        }

        using var publicKey = Check.PublicKey(request.DelegatePublicKey ?? record.DelegatePublicKey, "delegate_public_key");
        using var connectionKey = RsaPublicKey.FromPem(sides.Delegate.PublicKey);
        if (!publicKey.Equals(connectionKey))
        {
            throw Refuse.Invalid("delegate_public_key", "delegate_public_key is the key of the delegate's side of the connection.");
        }

        if (!Cryppo.IsRsaValue(request.EncryptedKek, publicKey.KeySize))
        {
            throw Refuse.NotCryppo("encrypted_kek");
        }

        if (signatures.Open(record) is { } signature)
        {
            RequireSignature(publicKey, signature, token);
            record.VerifiedAt = now;
        }

        record.DelegatePublicKey = publicKey.Pem;
        record.OwnerKek = request.EncryptedKek;
        record.KekUnderConnectionKey = true;
        await tasks.SetUpAsync(sides.Granting.Key, cancel);
        return record;
    }

    /// <summary>The delegate puts the KEK that he was given under his own.</summary>
    /// <exception cref="RefusedException">404: the caller is not the delegate. 409: he was given none. 422: it is not encrypted.</exception>
    public async Task ReencryptAsync(KeystoreCaller caller, string token, ReencryptDelegationKekRequest request, CancellationToken cancel)
    {
        var kek = Check.Encrypted(request.EncryptedKek, "encrypted_kek");
        var hash = SessionToken.Hash(token);
        var record = await db.KeyDelegations.SingleOrDefaultAsync(found => found.TokenHash == hash && found.DelegateKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("delegation");
        if (record.OwnerKek is null || await SidesAsync(hash, cancel) is not { } sides)
        {
            throw Refuse.Conflict(ErrorCodes.DelegationNotReady, "The account's owner has not shared his key encryption key yet.");
        }

        record.OwnerKek = kek;
        record.KekUnderConnectionKey = false;
        await tasks.ReencryptedAsync(sides.Delegate, cancel);
    }

    /// <summary>The two sides of the connection that carries a delegation; null while nobody has accepted it.</summary>
    public async Task<DelegationSides?> SidesAsync(byte[] tokenHash, CancellationToken cancel) => await (
        from granting in db.Connections
        join other in db.Connections
            on new { granting.UserKey, granting.OtherUserKey } equals new { UserKey = other.OtherUserKey, OtherUserKey = other.UserKey }
        where granting.Purpose.Intent == ConnectionIntent.Delegate && granting.Purpose.DelegationTokenHash == tokenHash
        select new DelegationSides(granting, other, other.User!.KeystoreUserKey)).SingleOrDefaultAsync(cancel);

    private static void RequireSignature(RsaPublicKey publicKey, string? signature, string token)
    {
        if (!IsSignature(publicKey, signature, token))
        {
            throw Refuse.Invalid(
                ErrorCodes.DelegationSignatureInvalid,
                "delegate_signature",
                "delegate_signature is the delegation token, signed with the private key of the delegate's side of the connection.");
        }
    }

    private static bool IsSignature(RsaPublicKey publicKey, string? signature, string token)
    {
        try
        {
            var signed = SignedValue.Parse(signature);
            return signed.Data.SequenceEqual(Encoding.UTF8.GetBytes(token)) && publicKey.Verify(signed);
        }
        catch (CryppoFormatException)
        {
            return false;
        }
    }
}
