using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>The vault's users: registration and the caller himself (docs/WIRE.md 4.1).</summary>
internal static class VaultUserEndpoints
{
    public static void MapVaultUsers(this IEndpointRouteBuilder app)
    {
        app.MapOpenVault().WithTags("Vault users")
            .MapPost("/me", RegisterAsync)
            .WithSummary("Registers a public key with an admission token and opens the first session.");
        var me = app.MapVault().WithTags("Vault users");
        me.MapGet("/me", ReadAsync).WithSummary("The caller.");
        me.MapPut("/me", ChangeAsync).ForDelegates(DelegationRole.Owner).WithSummary("Changes what the caller says about himself.");
    }

    private static async Task<Ok<PostMeResponse>> RegisterAsync(
        PostMeRequest request,
        MeecoDb db,
        Transactions transactions,
        VaultSessions sessions,
        PublicIds ids,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        using var publicKey = Check.PublicKey(request.PublicKey, "public_key");
        var tokenHash = SessionToken.Hash(Check.Required(request.AdmissionToken, "admission_token"));
        var fingerprint = Convert.FromHexString(publicKey.Fingerprint);
        var (user, token) = await transactions.WriteAsync(
            async inner =>
            {
                var now = clock.GetUtcNow();
                var admission = await db.AdmissionTokens.SingleOrDefaultAsync(
                    found => found.TokenHash == tokenHash && found.ExpiresAt > now,
                    inner) ?? throw new RefusedException(
                        StatusCodes.Status401Unauthorized,
                        ErrorCodes.AdmissionTokenInvalid,
                        "The admission token is unknown, used or expired.");
                if (await db.VaultUsers.AnyAsync(other => other.PublicKeyFingerprint == fingerprint, inner))
                {
                    throw Refuse.Conflict(ErrorCodes.AlreadyExists, "A user with this public key is registered already.");
                }

                db.Remove(admission);
                var made = new VaultUser
                {
                    KeystoreUserKey = admission.KeystoreUserKey,
                    PublicKey = publicKey.Pem,
                    PublicKeyFingerprint = fingerprint,
                    CreatedAt = now,
                };
                db.Add(made);
                await db.SaveChangesAsync(inner);
                return (made, await sessions.OpenAsync(made.Key, publicKey, now + options.Value.SessionLifetime, inner));
            },
            cancel);
        return TypedResults.Ok(new PostMeResponse { EncryptedSessionAuthenticationString = token, User = View(user, ids) });
    }

    private static async Task<Ok<MeResponse>> ReadAsync(
        VaultCaller caller,
        MeecoDb db,
        PublicIds ids,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var user = await db.VaultUsers.AsNoTracking().SingleAsync(found => found.Key == caller.UserKey, cancel);
        var size = await db.AttachmentBlobs.Where(blob => blob.OwnerKey == caller.UserKey).SumAsync(blob => blob.ByteSize, cancel);
        var most = options.Value.MaxDataPerUser;
        return TypedResults.Ok(new MeResponse
        {
            User = View(user, ids),
            DataSizeOfUploadedAttachmentsAndFolders = size,
            DataSizeLimit = most,
            DataSizeLimitExceeded = size >= most,
        });
    }

    private static async Task<Ok<MeResponse>> ChangeAsync(
        PutMeRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        CancellationToken cancel)
    {
        var change = request.User ?? new PutMeUser();
        var dek = Check.OptionalText(change.PrivateDekExternalId, "user.private_dek_external_id", AccountLimits.ExternalIdentifier);
        var email = Check.OptionalText(change.Email, "user.email", AccountLimits.ProfileText);
        var name = Check.OptionalText(change.FullName, "user.full_name", AccountLimits.ProfileText);
        var country = Check.OptionalText(change.Country, "user.country", AccountLimits.ProfileText);
        var image = Check.OptionalText(change.Image, "user.image", AccountLimits.ProfileText);
        var did = Check.OptionalText(change.Did, "user.did", AccountLimits.ProfileText);
        var user = await transactions.WriteAsync(
            async inner =>
            {
                var found = await db.VaultUsers.SingleAsync(one => one.Key == caller.UserKey, inner);
                if (caller.Role is not null && dek is not null && dek != found.PrivateDekExternalId)
                {
                    // Under another key the owner would find none of his data again.
                    throw Refuse.Forbidden(ErrorCodes.DelegationNotPermitted, "Only the account's owner himself chooses his data encryption key.");
                }

                found.PrivateDekExternalId = dek ?? found.PrivateDekExternalId;
                found.Email = email ?? found.Email;
                found.FullName = name ?? found.FullName;
                found.Country = country ?? found.Country;
                found.Image = image ?? found.Image;
                found.Did = did ?? found.Did;
                return found;
            },
            cancel);
        return TypedResults.Ok(new MeResponse { User = View(user, ids) });
    }

    /// <summary>A user in the wire's words.</summary>
    internal static VaultUserBody View(VaultUser user, PublicIds ids) => new()
    {
        Id = ids.Encode(IdKind.VaultUser, user.Key),
        FullName = user.FullName,
        Email = user.Email ?? "",
        Country = user.Country,
        JoinedAt = user.CreatedAt,
        OnboardedAt = user.CreatedAt,
        PrivateDekExternalId = user.PrivateDekExternalId,
        Did = user.Did,
        UserType = user.Type.Text(),
        VerifiedAt = user.CreatedAt,
    };
}
