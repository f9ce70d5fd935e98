using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.Shares;

/// <summary>Shares as seen from their item (docs/WIRE.md 4.7.1, 4.7.2).</summary>
internal static class ItemSharesEndpoints
{
    public static void MapItemShares(this IEndpointRouteBuilder app)
    {
        app.MapVault().MapGet("/item_shares", ListOfSeveralAsync).WithTags("Shares").WithSummary("The shares of several own items, in one answer.");
        app.MapVault().MapPut("/item_shares", UpdateOfSeveralAsync).LocksWhatItNeeds().WithTags("Shares").WithSummary("Replaces the values of several own items' shares, of all or none.");
        var items = app.MapVault().MapGroup("/items/{id}").WithTags("Shares");
        items.MapGet("/shares", ListAsync).WithSummary("All shares of an own item, on-shares of others included.");
        items.MapPost("/shares", CreateAsync).LocksWhatItNeeds(IsOwn).WithIfMatch().RememberedBy<CreatedSharesMemory>()
            .WithSummary("Shares an item with connected users, or shares it on.");
        items.MapPut("/shares", UpdateAsync).LocksWhatItNeeds().WithIfMatch().WithSummary("Replaces the values of an own item's shares.");
        items.MapPost("/encrypt", EncryptAsync).WithIfMatch().WithSummary("Keeps the values of a received item under the recipient's own key.");
    }

    private static async Task<ItemSharesResponse> ListAsync(
        string id,
        VaultCaller caller,
        HttpResponse response,
        ItemSharesReading reading,
        CancellationToken cancel)
    {
        var shares = await reading.OfItemAsync(caller, id, cancel);
        response.Headers.ETag = VersionTag.Format(shares.Version!.Value);
        return shares;
    }

    private static Task<SharesOfItemsResponse> ListOfSeveralAsync(
        [FromQuery(Name = "item_ids")] string itemIds,
        VaultCaller caller,
        ItemSharesReading reading,
        CancellationToken cancel) =>
        reading.OfItemsAsync(caller, CommaList.Read(itemIds), cancel);

    private static async Task<Created<SharesResponse>> CreateAsync(
        string id,
        PostItemSharesRequest request,
        VaultCaller caller,
        HttpContext http,
        Transactions transactions,
        ShareCreation creation,
        ShareLimit limit,
        ShareViews views,
        CancellationToken cancel)
    {
        limit.Require(request.Shares?.Count ?? 0);
        var created = await (LockingWork.Is(http) ? transactions.WriteApartAsync(WorkAsync, cancel) : transactions.WriteAsync(WorkAsync, cancel));
        return TypedResults.Created((string?)null, views.Created(created, caller.UserKey));

        Task<CreatedShares> WorkAsync(CancellationToken inner) => creation.CreateAsync(
            caller, id, request.Shares ?? [], request.SkipExisting == true, http.Request.ExpectedVersion(), inner);
    }

    // What an owner may share follows from his item, which is locked, and from connections, which the shares refer to. What a
    // recipient may share on follows from shares of others.
    private static bool IsOwn(HttpContext http) =>
        http.RequestServices.GetRequiredService<PublicIds>().Decode((string?)http.Request.RouteValues["id"], IdKind.Item) is not null;

    private static Task<Created<ItemSharesUpdatedResponse>> UpdateAsync(
        string id,
        PutItemSharesRequest request,
        VaultCaller caller,
        HttpRequest http,
        Transactions transactions,
        ItemSharesUpdate update,
        ShareLimit limit,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteApartAsync(
            async inner =>
            {
                limit.Require(request.ShareDeks?.Count ?? 0);
                var result = (await update.ApplyAsync(caller, [new ItemSharesUpdate.Upload(id, http.ExpectedVersion(), request)], inner)).Single();
                return TypedResults.Created(
                    (string?)null,
                    new ItemSharesUpdatedResponse
                    {
                        Shares = http.PrefersMinimal() ? [] : [.. result.Shares.Select(share => views.Body(share, caller.UserKey))],
                        SkippedShareIds = result.Skipped,
                        Version = result.Item.Version,
                    });
            },
            cancel);

    private static Task<Ok<SharesOfItemsUpdatedResponse>> UpdateOfSeveralAsync(
        PutSharesOfItemsRequest request,
        VaultCaller caller,
        Transactions transactions,
        ItemSharesUpdate update,
        ShareLimit limit,
        CancellationToken cancel) =>
        transactions.WriteApartAsync(
            async inner =>
            {
                var uploads = (request.Items ?? []).Select(UploadOf).ToList();
                limit.Require(uploads.Count);
                limit.Require(uploads.Sum(upload => upload.Content.ShareDeks?.Count ?? 0));
                var results = await update.ApplyAsync(caller, uploads, inner);
                return TypedResults.Ok(new SharesOfItemsUpdatedResponse
                {
                    Items =
                    [
                        .. results.Zip(uploads, (result, upload) => new SharesOfItemUpdated
                        {
                            ItemId = upload.ItemId,
                            Version = result.Item.Version,
                            SkippedShareIds = result.Skipped,
                        }),
                    ],
                });
            },
            cancel);

    private static ItemSharesUpdate.Upload UploadOf(PutSharesOfItem item) => new(
        item.ItemId ?? throw Refuse.BadRequest("items.item_id", "The item is not named."),
        item.Version,
        new PutItemSharesRequest { ShareDeks = item.ShareDeks, SlotValues = item.SlotValues, ClientTasks = item.ClientTasks });

    private static Task<Ok<ItemResponse>> EncryptAsync(
        string id,
        PostItemEncryptRequest request,
        VaultCaller caller,
        HttpContext http,
        MeecoDb db,
        Transactions transactions,
        ReceivedItemEncryption encryption,
        ReceivedItems received,
        EventLog log,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var copy = await encryption.ApplyAsync(caller, id, request.Slots ?? [], http.Request.ExpectedVersion(), inner);
                await db.SaveChangesAsync(inner);
                var content = (await received.RenderAsync([copy], inner)).Single();
                log.Note(caller, EventTypes.ItemEncrypted, new EventSubject { ReceivedItemKey = copy, ItemLabel = content.Item.Label });
                http.Response.Headers.ETag = VersionTag.Format(content.Item.Version!.Value);
                return TypedResults.Ok(content.ToResponse());
            },
            cancel);
}
