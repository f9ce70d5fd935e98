using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Shares that are prepared for an invitation (docs/WIRE.md 4.6).</summary>
internal static class ShareIntentEndpoints
{
    public static void MapShareIntents(this IEndpointRouteBuilder app)
    {
        var vault = app.MapVault().WithTags("Invitations");
        vault.MapPost("/invitations/{id}/share_intents", CreateAsync).WithSummary("Prepares shares for whoever takes up the invitation.");
        vault.MapGet("/share_intents", ListAsync).WithPaging().WithSummary("The shares that the caller prepared.");
        vault.MapGet("/share_intents/{id}", GetAsync).WithSummary("One prepared share.");
        vault.MapDelete("/share_intents/{id}", DeleteAsync).WithSummary("Takes a prepared share back.");
    }

    private static Task<ShareIntentsResponse> CreateAsync(
        string id,
        PostShareIntentsRequest request,
        VaultCaller caller,
        Transactions transactions,
        ShareIntents intents,
        ShareIntentViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var made = await intents.AddAsync(caller, id, request.ShareIntents ?? [], inner);
                return new ShareIntentsResponse { ShareIntents = await views.BodiesAsync(made, inner) };
            },
            cancel);

    private static Task<ShareIntentsResponse> ListAsync(
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        ShareIntentViews views,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var found = await db.ShareIntents.AsNoTracking().Where(intent => intent.SenderKey == caller.UserKey).PageAsync(page, inner);
                return new ShareIntentsResponse
                {
                    ShareIntents = await views.BodiesAsync(found.Rows, inner),
                    NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
                    Meta = page.Meta("share_intents.created_at", found.Next is not null, found.Count),
                };
            },
            cancel);

    private static Task<ShareIntentResponse> GetAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ShareIntents intents,
        ShareIntentViews views,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var intent = await intents.FindAsync(caller, id, inner);
                return new ShareIntentResponse { ShareIntent = (await views.BodiesAsync([intent], inner)).Single() };
            },
            cancel);

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ShareIntents intents,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => intents.RemoveAsync(caller, id, inner), cancel);
        return TypedResults.NoContent();
    }
}
