using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Accounts;

/// <summary>The caller's key encryption key and data encryption keys; all of them ciphertext to the server (rule 73).</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapKeystore().WithTags("Keystore keys");
        keys.MapGet("/key_encryption_key", ReadKekAsync).NotForDelegates().WithSummary("The caller's KEK, under his passphrase-derived key.");
        keys.MapPost("/key_encryption_key", StoreKekAsync).NotForDelegates().WithSummary("Stores the caller's KEK; there is one per user.");
        keys.MapPost("/data_encryption_keys", StoreDekAsync).WithSummary("Stores a DEK under the caller's KEK.");
        keys.MapGet("/data_encryption_keys/{id}", ReadDekAsync).WithSummary("One of the caller's DEKs.");
        keys.MapDelete("/data_encryption_keys/{id}", DeleteDekAsync).NotForDelegates().WithSummary("Deletes one of the caller's DEKs.");
    }

    private static async Task<Ok<KeyEncryptionKeyResponse>> ReadKekAsync(
        KeystoreCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var key = await db.KeyEncryptionKeys.AsNoTracking().SingleOrDefaultAsync(found => found.UserKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("key encryption key");
        return TypedResults.Ok(View(key, ids));
    }

    private static async Task<Created<KeyEncryptionKeyResponse>> StoreKekAsync(
        PostKeyEncryptionKeyRequest request,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var serialized = Check.Encrypted(request.SerializedKeyEncryptionKey, "serialized_key_encryption_key");
        var key = await transactions.WriteAsync(
            async inner =>
            {
                var present = await db.KeyEncryptionKeys.SingleOrDefaultAsync(found => found.UserKey == caller.UserKey, inner);
                if (present is not null)
                {
                    // Everything of the user hangs on his KEK: another one in its place would lock him out of his data
                    // (docs/WIRE.md 10.15). The same one again is a repeated request.
                    return present.SerializedKey == serialized
                        ? present
                        : throw Refuse.Conflict(ErrorCodes.AlreadyExists, "There is a key encryption key already.");
                }

                var made = new KeyEncryptionKey { UserKey = caller.UserKey, SerializedKey = serialized, CreatedAt = clock.GetUtcNow() };
                db.Add(made);
                return made;
            },
            cancel);
        return TypedResults.Created((string?)null, View(key, ids));
    }

    private static async Task<Ok<DataEncryptionKeyResponse>> StoreDekAsync(
        PostDataEncryptionKeysRequest request,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var serialized = Check.Encrypted(request.SerializedDataEncryptionKey, "serialized_data_encryption_key");
        var key = await transactions.WriteAsync(
            _ =>
            {
                var made = new DataEncryptionKey { UserKey = caller.UserKey, SerializedKey = serialized, CreatedAt = clock.GetUtcNow() };
                db.Add(made);
                return Task.FromResult(made);
            },
            cancel);
        return TypedResults.Ok(View(key, ids));
    }

    private static async Task<Ok<DataEncryptionKeyResponse>> ReadDekAsync(
        string id,
        KeystoreCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var rowKey = ids.Decode(id, IdKind.DataEncryptionKey);
        var key = await db.DataEncryptionKeys.AsNoTracking()
            .SingleOrDefaultAsync(found => found.Key == rowKey && found.UserKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("data encryption key");
        return TypedResults.Ok(View(key, ids));
    }

    private static async Task<NoContent> DeleteDekAsync(
        string id,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        CancellationToken cancel)
    {
        var rowKey = ids.Decode(id, IdKind.DataEncryptionKey);
        var deleted = await transactions.WriteAsync(
            inner => db.DataEncryptionKeys
                .Where(found => found.Key == rowKey && found.UserKey == caller.UserKey)
                .ExecuteDeleteAsync(inner),
            cancel);
        return deleted > 0 ? TypedResults.NoContent() : throw Refuse.NotFound("data encryption key");
    }

    private static KeyEncryptionKeyResponse View(KeyEncryptionKey key, PublicIds ids) => new()
    {
        KeyEncryptionKey = new KeyEncryptionKeyBody
        {
            Id = ids.Encode(IdKind.KeyEncryptionKey, key.Key),
            SerializedKeyEncryptionKey = key.SerializedKey,
        },
    };

    private static DataEncryptionKeyResponse View(DataEncryptionKey key, PublicIds ids) => new()
    {
        DataEncryptionKey = new DataEncryptionKeyBody
        {
            Id = ids.Encode(IdKind.DataEncryptionKey, key.Key),
            SerializedDataEncryptionKey = key.SerializedKey,
        },
    };
}
