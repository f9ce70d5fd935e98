using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Item templates (docs/WIRE.md 4.2). None is changed or deleted (rule 6).</summary>
internal static class TemplateEndpoints
{
    private const string OrderedBy = "item_templates.created_at";

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        var templates = app.MapVault().WithTags("Items");
        templates.MapGet("/item_templates", ListAsync).WithPaging().WithSummary("The templates items are made from.");
        templates.MapGet("/item_templates/{id}", ReadAsync).WithSummary("One template.");
        templates.MapPost("/item_templates", CreateAsync).WithSummary("Makes a template of the caller's own.");
    }

    private static async Task<Ok<ItemTemplatesResponse>> ListAsync(
        [FromQuery(Name = "by_classification[scheme]")] string? scheme,
        [FromQuery(Name = "by_classification[name]")] string? node,
        string? like,
        VaultCaller caller,
        PageRequest page,
        Templates visible,
        TemplateViews views,
        PublicIds ids,
        CancellationToken cancel)
    {
        var templates = TemplateViews.WithContent(visible.VisibleTo(caller.UserKey).AsNoTrackingWithIdentityResolution());
        if (!string.IsNullOrEmpty(scheme) || !string.IsNullOrEmpty(node))
        {
            templates = templates.Where(template => template.ClassificationNodes.Any(found =>
                (string.IsNullOrEmpty(scheme) || found.Scheme!.Name == scheme) && (string.IsNullOrEmpty(node) || found.Name == node)));
        }

        if (!string.IsNullOrEmpty(like))
        {
            var part = ItemTemplate.Fold(like);
            templates = templates.Where(template => template.FoldedLabel.Contains(part));
        }

        // In the order of the catalogue unless the caller wants the newest first.
        var inOrder = page.OrderFromParams ? page : page with { Ascending = true };
        var found = await templates.PageAsync(inOrder, cancel);
        var counts = await views.CountItemsAsync(caller, found.Rows, cancel);
        var next = found.Next is { } place ? ids.EncodeCursor(place) : null;
        return TypedResults.Ok(new ItemTemplatesResponse
        {
            ItemTemplates = [.. found.Rows.Select(template => views.Template(template, counts))],
            Slots = [.. found.Rows.SelectMany(views.Slots)],
            ClassificationNodes = views.Nodes(found.Rows),
            NextPageAfter = next,
            Meta = inOrder.Meta(OrderedBy, next is not null),
        });
    }

    private static async Task<Ok<ItemTemplateResponse>> ReadAsync(
        string id,
        VaultCaller caller,
        Templates visible,
        TemplateViews views,
        CancellationToken cancel) =>
        TypedResults.Ok(await AnswerAsync(await visible.FindAsync(caller.UserKey, id, cancel), caller, views, cancel));

    private static async Task<Ok<ItemTemplateResponse>> CreateAsync(
        PostItemTemplateRequest request,
        VaultCaller caller,
        Templates own,
        TemplateViews views,
        CancellationToken cancel) =>
        TypedResults.Ok(await AnswerAsync(await own.CreateAsync(caller, request, cancel), caller, views, cancel));

    private static async Task<ItemTemplateResponse> AnswerAsync(
        ItemTemplate template,
        VaultCaller caller,
        TemplateViews views,
        CancellationToken cancel) => new()
        {
            ItemTemplate = views.Template(template, await views.CountItemsAsync(caller, [template], cancel)),
            Slots = views.Slots(template),
            ClassificationNodes = views.Nodes([template]),
        };
}
