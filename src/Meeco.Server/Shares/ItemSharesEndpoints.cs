using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Shares as seen from their item (wire 4.7.1, 4.7.2).</summary>
internal static class ItemSharesEndpoints
{
    public static void MapItemShares(this IEndpointRouteBuilder app)
    {
        var items = app.MapVault().MapGroup("/items/{id}").WithTags("Shares");
        items.MapGet("/shares", ListAsync);
        items.MapPost("/shares", CreateAsync).Produces<SharesResponse>(StatusCodes.Status201Created);
        items.MapPut("/shares", UpdateAsync).Produces<ItemSharesUpdatedResponse>(StatusCodes.Status201Created);
        items.MapPost("/encrypt", EncryptAsync).Produces<ItemResponse>();
    }

    private static async Task<ItemSharesResponse> ListAsync(
        string id,
        VaultCaller caller,
        HttpResponse response,
        MeecoDb db,
        Transactions transactions,
        SharingSources sources,
        PublicIds ids,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var (version, shares) = await transactions.ReadAsync(
            async inner =>
            {
                var item = await sources.OwnAsync(caller, id, inner);
                var live = await db.Shares
                    .Where(share => share.ItemKey == item.Key)
                    .Where(ShareReading.Live(clock.GetUtcNow()))
                    .OrderBy(share => share.Key)
                    .Select(share => new { share.Key, share.PublicKey, share.SlotKey })
                    .ToListAsync(inner);
                return (item.Version, live);
            },
            cancel);
        response.Headers.ETag = VersionTag.Format(version);
        return new ItemSharesResponse
        {
            Version = version,
            Shares =
            [
                .. shares.Select(share => new ItemSharesEntry
                {
                    Id = ids.Encode(IdKind.Share, share.Key),
                    PublicKey = share.PublicKey,
                    ItemId = id,
                    SlotId = ids.Encode(IdKind.Slot, share.SlotKey),
                }),
            ],
        };
    }

    private static Task<IResult> CreateAsync(
        string id,
        PostItemSharesRequest request,
        VaultCaller caller,
        HttpRequest http,
        Transactions transactions,
        ShareCreation creation,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var shares = await creation.CreateAsync(caller, id, request.Shares ?? [], http.ExpectedVersion(), inner);
                return Results.Json(
                    new SharesResponse { Shares = [.. shares.Select(share => views.Body(share, caller.UserKey))] },
                    statusCode: StatusCodes.Status201Created);
            },
            cancel);

    private static Task<IResult> UpdateAsync(
        string id,
        PutItemSharesRequest request,
        VaultCaller caller,
        HttpRequest http,
        Transactions transactions,
        ItemSharesUpdate update,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var result = await update.ApplyAsync(caller, id, request, http.ExpectedVersion(), inner);
                return Results.Json(
                    new ItemSharesUpdatedResponse
                    {
                        Shares = [.. result.Shares.Select(share => views.Body(share, caller.UserKey))],
                        SkippedShareIds = result.Skipped,
                        Version = result.Item.Version,
                    },
                    statusCode: StatusCodes.Status201Created);
            },
            cancel);

    private static Task<IResult> EncryptAsync(
        string id,
        PostItemEncryptRequest request,
        VaultCaller caller,
        HttpContext http,
        MeecoDb db,
        Transactions transactions,
        ReceivedItemEncryption encryption,
        ReceivedItems received,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var copy = await encryption.ApplyAsync(caller, id, request.Slots ?? [], http.Request.ExpectedVersion(), inner);
                await db.SaveChangesAsync(inner);
                var content = (await received.RenderAsync([copy], inner)).Single();
                http.Response.Headers.ETag = VersionTag.Format(content.Item.Version!.Value);
                return Results.Ok(content.ToResponse());
            },
            cancel);
}
