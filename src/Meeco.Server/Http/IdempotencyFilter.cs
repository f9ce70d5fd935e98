using System.Security.Cryptography;
using System.Text.Json;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>
/// Lets a POST, PATCH or PUT with an <c>Idempotency-Key</c> be repeated: its answer is stored in the transaction of its effect and
/// given again for the same request; the same key with another request is 422 (docs/RULES.md 9, extensions). What was refused
/// had no effect and is not remembered.
/// </summary>
internal sealed class IdempotencyFilter(
    MeecoDb db,
    Transactions transactions,
    AnswerLookup answers,
    LastRows last,
    StorageSeal seal,
    TimeProvider clock,
    IOptions<ServerOptions> options,
    IOptions<JsonOptions> json) : IEndpointFilter
{
    private const int MaxKeyLength = 255;

    /// <summary>The key of a request that may be repeated; null for any other.</summary>
    public static string? KeyOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsPut(request.Method)
            ? request.Optional(WireHeaders.IdempotencyKey)
            : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (KeyOf(http.Request) is not { } key)
        {
            return await next(context);
        }

        if (key.Length > MaxKeyLength)
        {
            throw Refuse.BadRequest(WireHeaders.IdempotencyKey, $"An Idempotency-Key has at most {MaxKeyLength} characters.");
        }

        var caller = CallerOf(http);
        var hash = http.Features.GetRequiredFeature<WholeBody>().Hash;
        // Two requests with one key at once meet at its index: the second is begun again, and finds the first one's answer.
        return await (LockingWork.Is(http)
            ? transactions.WriteApartAsync(AnswerOnceAsync, http.RequestAborted)
            : transactions.WriteAsync(AnswerOnceAsync, http.RequestAborted));

        async Task<object?> AnswerOnceAsync(CancellationToken cancel)
        {
            var known = await answers.FindAsync(db, caller, key, cancel);
            if (known?.ExpiresAt > clock.GetUtcNow())
            {
                return await RepeatAsync(known, hash, http, cancel);
            }

            if (known is not null)
            {
                await db.IdempotentAnswers.Where(answer => answer.Key == known.Key).ExecuteDeleteAsync(cancel);
            }

            return await AnswerAndRememberAsync(context, next, caller, key, hash);
        }
    }

    private async Task<object?> AnswerAndRememberAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        string caller,
        string key,
        byte[] hash)
    {
        var result = await next(context);

        // A handler gives its body wrapped in a result, or as it stands.
        var value = result is IResult ? (result as IValueHttpResult)?.Value : result;
        last.Add(new IdempotentAnswer
        {
            Caller = caller,
            IdempotencyKey = key,
            RequestHash = hash,
            Status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK,
            SealedBody = value is null
                ? null
                : seal.Seal(AnswerMemories.Of(context.HttpContext)?.Keep(value) ?? Serialize(value), SealContext(caller, key)),
            ExpiresAt = clock.GetUtcNow() + options.Value.IdempotentAnswerLifetime,
        });
        return result;
    }

    private byte[] Serialize(object value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, json.Value.SerializerOptions.GetTypeInfo(value.GetType()));

    private async Task<IResult> RepeatAsync(IdempotentAnswer known, byte[] hash, HttpContext http, CancellationToken cancel)
    {
        if (!CryptographicOperations.FixedTimeEquals(known.RequestHash, hash))
        {
            throw Refuse.Invalid(
                ErrorCodes.IdempotencyKeyReused,
                WireHeaders.IdempotencyKey,
                "This Idempotency-Key was used for another request.");
        }

        if (known.SealedBody is null)
        {
            return Results.StatusCode(known.Status);
        }

        var kept = seal.Open(known.SealedBody, SealContext(known.Caller, known.IdempotencyKey));
        var body = AnswerMemories.Of(http) is { } memory ? Serialize(await memory.RecallAsync(kept, http, cancel)) : kept;
        return Results.Text(body, "application/json; charset=utf-8", known.Status);
    }

    private static string SealContext(string caller, string key) => $"answer {caller} {key}";

    private static string CallerOf(HttpContext context)
    {
        if (context.Features.Get<VaultCaller>() is { } vault)
        {
            return CallerOf(TokenAuthentication.Vault, vault.UserKey, vault.ActorKey);
        }

        var keystore = context.Features.GetRequiredFeature<KeystoreCaller>();
        return CallerOf(TokenAuthentication.Keystore, keystore.UserKey, keystore.ActorKey);
    }

    // A delegate's keys are apart from those of the owner for whom he acts.
    private static string CallerOf(string service, long userKey, long actorKey) =>
        actorKey == userKey
            ? FormattableString.Invariant($"{service}/{userKey}")
            : FormattableString.Invariant($"{service}/{userKey}/{actorKey}");
}
