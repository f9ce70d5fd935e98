using Meeco.Server.Http;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meeco.Server.Items;

/// <summary>Items and slots (docs/WIRE.md 4.3).</summary>
internal static class ItemEndpoints
{
    private const string OrderedBy = "items.created_at";

    public static void MapItems(this IEndpointRouteBuilder app)
    {
        var items = app.MapVault().WithTags("Items");
        items.MapGet("/items", ListAsync).Produces<ItemsResponse>().WithPaging().WithSummary("The caller's items, own and received, newest first.");
        items.MapGet("/items/{id}", ReadAsync).WithSummary("One item.");
        items.MapPost("/items", CreateAsync).LocksWhatItNeeds().WithSummary("Makes an item from a template.");
        items.MapPut("/items/{id}", UpdateAsync).LocksWhatItNeeds().WithIfMatch().WithSummary("Changes an own item and its slots.");
        items.MapDelete("/items/{id}", DeleteAsync).WithSummary("Deletes an own item, or the caller's copy of a received one.");
        items.MapGet("/slots/{id}", ReadSlotAsync).WithSummary("One slot.");
        items.MapDelete("/slots/{id}", DeleteSlotAsync).WithSummary("Removes a slot from an own item.");
    }

    private static Task ListAsync(
        VaultCaller caller,
        [AsParameters] ItemFilter filter,
        PageRequest page,
        ItemReader reader,
        LargeAnswers answers,
        HttpContext http) =>
        answers.WriteAsync(http, page.PerPage, async cancel =>
        {
            var (found, next) = await reader.ListAsync(caller, filter, page, cancel);
            return new ItemsResponse
            {
                Items = [.. found.Rows.Select(content => content.Item)],
                Slots = [.. found.Rows.SelectMany(content => content.Slots)],
                Attachments = [.. found.Rows.SelectMany(content => content.Attachments).DistinctBy(attachment => attachment.Id)],
                Thumbnails = [.. found.Rows.SelectMany(content => content.Thumbnails).DistinctBy(thumbnail => thumbnail.Id)],
                ClassificationNodes = [.. found.Rows.SelectMany(content => content.ClassificationNodes).DistinctBy(node => node.Id)],
                NextPageAfter = next,
                Meta = page.Meta(OrderedBy, next is not null),
            };
        });

    private static async Task<Ok<ItemResponse>> ReadAsync(
        string id,
        VaultCaller caller,
        ItemReader reader,
        HttpResponse response,
        CancellationToken cancel) =>
        Answer(await reader.ReadAsync(caller, id, cancel), response);

    private static async Task<Ok<ItemResponse>> CreateAsync(
        PostItemsRequest request,
        VaultCaller caller,
        ItemWriter writer,
        ItemViews views,
        HttpResponse response,
        CancellationToken cancel) =>
        Answer(views.Own(await writer.CreateAsync(caller, request, cancel)), response);

    private static async Task<Ok<ItemResponse>> UpdateAsync(
        string id,
        PutItemsRequest request,
        VaultCaller caller,
        HttpRequest http,
        ItemWriter writer,
        ItemViews views,
        HttpResponse response,
        CancellationToken cancel) =>
        Answer(views.Own(await writer.UpdateAsync(caller, id, request, http.ExpectedVersion(), cancel)), response);

    private static async Task<NoContent> DeleteAsync(string id, VaultCaller caller, ItemWriter writer, CancellationToken cancel)
    {
        await writer.DeleteAsync(caller, id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SlotResponse>> ReadSlotAsync(
        string id,
        VaultCaller caller,
        ItemReader reader,
        CancellationToken cancel) =>
        TypedResults.Ok(new SlotResponse { Slot = await reader.ReadSlotAsync(caller, id, cancel) });

    private static async Task<NoContent> DeleteSlotAsync(string id, VaultCaller caller, ItemWriter writer, CancellationToken cancel)
    {
        await writer.DeleteSlotAsync(caller, id, cancel);
        return TypedResults.NoContent();
    }

    private static Ok<ItemResponse> Answer(ItemContent content, HttpResponse response)
    {
        if (content.Item.Version is { } version)
        {
            response.Headers.ETag = VersionTag.Format(version);
        }

        return TypedResults.Ok(content.ToResponse());
    }
}
