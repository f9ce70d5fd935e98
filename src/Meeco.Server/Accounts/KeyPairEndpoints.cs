using System.Text.Json;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Accounts;

/// <summary>The caller's RSA pairs: public key in clear, private key under his KEK (rule 13).</summary>
internal static class KeyPairEndpoints
{
    private const int MaxMetadata = 10_000;

    /// <summary>The name under which clients keep the pair that they log in to the vault with.</summary>
    private const string LoginPair = "auth";

    public static void MapKeyPairs(this IEndpointRouteBuilder app)
    {
        var pairs = app.MapKeystore().WithTags("Keystore keys");
        pairs.MapPost("/keypairs", StoreAsync).WithSummary("Stores an RSA pair.");
        pairs.MapGet("/keypairs/{id}", ReadAsync).WithSummary("One of the caller's pairs.");
        pairs.MapGet("/keypairs/external_id/{external_id}", ReadByIdentifierAsync).WithSummary("The caller's pair with that external identifier.");
        pairs.MapPatch("/keypairs/{id}", ChangeAsync).WithSummary("Changes a pair's external identifiers and metadata.");
        pairs.MapDelete("/keypairs/{id}", DeleteAsync).WithSummary("Deletes one of the caller's pairs.");
    }

    private static async Task<Ok<KeypairResponse>> StoreAsync(
        PostKeypairsRequest request,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        TimeProvider clock,
        CancellationToken cancel)
    {
        using var publicKey = Check.PublicKey(request.PublicKey, "public_key");
        var serialized = Check.Encrypted(request.EncryptedSerializedKey, "encrypted_serialized_key");
        var metadata = Check.JsonObject(request.Metadata, "metadata", MaxMetadata);
        var identifiers = Identifiers(request.ExternalIdentifiers ?? []);
        var pair = await transactions.WriteAsync(
            async inner =>
            {
                var made = new KeyPair
                {
                    UserKey = caller.UserKey,
                    PublicKey = publicKey.Pem,
                    EncryptedSerializedKey = serialized,
                    Metadata = metadata,
                    CreatedAt = clock.GetUtcNow(),
                };
                await SetIdentifiersAsync(made, identifiers, db, inner);
                db.Add(made);
                return made;
            },
            cancel);
        return TypedResults.Ok(View(pair, ids));
    }

    private static async Task<Ok<KeypairResponse>> ReadAsync(
        string id,
        KeystoreCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel) =>
        TypedResults.Ok(View(await FindAsync(Visible(db.KeyPairs.AsNoTracking(), caller, db), id, caller, ids, cancel), ids));

    private static async Task<Ok<KeypairResponse>> ReadByIdentifierAsync(
        [FromRoute(Name = "external_id")] string identifier,
        KeystoreCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var pair = await Visible(db.KeyPairs.AsNoTracking(), caller, db)
            .Include(found => found.Identifiers)
            .SingleOrDefaultAsync(
                found => found.Identifiers.Any(known => known.UserKey == caller.UserKey && known.Value == identifier),
                cancel) ?? throw Refuse.NotFound("key pair");
        return TypedResults.Ok(View(pair, ids));
    }

    private static async Task<Ok<KeypairResponse>> ChangeAsync(
        string id,
        PatchKeypairsRequest request,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        CancellationToken cancel)
    {
        var metadata = request.Metadata is null ? null : Check.JsonObject(request.Metadata, "metadata", MaxMetadata);
        var identifiers = request.ExternalIdentifiers is null ? null : Identifiers(request.ExternalIdentifiers);
        var pair = await transactions.WriteAsync(
            async inner =>
            {
                var found = await FindAsync(Visible(db.KeyPairs, caller, db), id, caller, ids, inner);
                found.Metadata = metadata ?? found.Metadata;
                if (identifiers is not null)
                {
                    await SetIdentifiersAsync(found, identifiers, db, inner);
                }

                return found;
            },
            cancel);
        return TypedResults.Ok(View(pair, ids));
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner => db.Remove(await FindAsync(Visible(db.KeyPairs, caller, db), id, caller, ids, inner)),
            cancel);
        return TypedResults.NoContent();
    }

    // A delegate has the owner's KEK: with the pair of the log-in he could make himself sessions that no end of the
    // delegation ends (docs/RULES.md 9, delegates).
    private static IQueryable<KeyPair> Visible(IQueryable<KeyPair> pairs, KeystoreCaller caller, MeecoDb db) =>
        caller.Role is null
            ? pairs
            : pairs.Where(pair => !pair.Identifiers.Any(identifier => identifier.Value == LoginPair)
                && !db.VaultUsers.Any(user => user.KeystoreUserKey == pair.UserKey
                    && user.PublicKeyFingerprint != null
                    && user.PublicKey == pair.PublicKey));

    private static async Task<KeyPair> FindAsync(
        IQueryable<KeyPair> pairs,
        string id,
        KeystoreCaller caller,
        PublicIds ids,
        CancellationToken cancel)
    {
        var rowKey = ids.Decode(id, IdKind.KeyPair);
        return await pairs
            .Include(found => found.Identifiers)
            .SingleOrDefaultAsync(found => found.Key == rowKey && found.UserKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("key pair");
    }

    private static List<string> Identifiers(IReadOnlyList<string> values)
    {
        if (values.Count > AccountLimits.ExternalIdentifiers)
        {
            throw Refuse.Invalid("external_identifiers", $"A key pair has at most {AccountLimits.ExternalIdentifiers} external identifiers.");
        }

        return [.. values.Select(value => Check.Text(value, "external_identifiers", AccountLimits.ExternalIdentifier)).Distinct()];
    }

    private static async Task SetIdentifiersAsync(KeyPair pair, List<string> values, MeecoDb db, CancellationToken cancel)
    {
        // Two pairs of one name would make the look-up a matter of luck, and "auth" is what a log-in depends on.
        if (await db.KeyPairIdentifiers.AnyAsync(
            other => other.UserKey == pair.UserKey && other.KeyPairKey != pair.Key && values.Contains(other.Value),
            cancel))
        {
            throw Refuse.Conflict(ErrorCodes.AlreadyExists, "Another key pair has one of these external identifiers.");
        }

        pair.Identifiers.RemoveAll(present => !values.Contains(present.Value));
        var added = values.Except(pair.Identifiers.Select(present => present.Value));
        pair.Identifiers.AddRange(added.Select(value => new KeyPairIdentifier { UserKey = pair.UserKey, Value = value }).ToList());
    }

    private static KeypairResponse View(KeyPair pair, PublicIds ids) => new()
    {
        Keypair = new KeypairBody
        {
            Id = ids.Encode(IdKind.KeyPair, pair.Key),
            PublicKey = pair.PublicKey,
            EncryptedSerializedKey = pair.EncryptedSerializedKey,
            Metadata = JsonElement.Parse(pair.Metadata),
            ExternalIdentifiers = [.. pair.Identifiers.OrderBy(identifier => identifier.Key).Select(identifier => identifier.Value)],
        },
    };
}
