using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Classification nodes: those of all users and the caller's own (docs/WIRE.md 4.11).</summary>
internal static class ClassificationEndpoints
{
    private const string OrderedBy = "classification_nodes.created_at";

    public static void MapClassifications(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapVault().MapGroup("/classification_nodes").WithTags("Items");
        nodes.MapGet("", ListAsync).WithPaging().WithSummary("The nodes that items and templates are classified by.");
        nodes.MapGet("/{id}", ReadAsync).WithSummary("One node.");
        nodes.MapPost("", CreateAsync).WithSummary("Makes a node of the caller's own in a user-owned scheme.");
    }

    private static async Task<Ok<ClassificationNodesResponse>> ListAsync(
        [FromQuery(Name = "scheme_name")] string? scheme,
        string? name,
        string? own,
        VaultCaller caller,
        PageRequest page,
        Classifications classifications,
        ClassificationViews views,
        PublicIds ids,
        CancellationToken cancel)
    {
        var nodes = classifications.VisibleTo(caller.UserKey);
        if (!string.IsNullOrEmpty(scheme))
        {
            nodes = nodes.Where(node => node.Scheme!.Name == scheme);
        }

        if (!string.IsNullOrEmpty(name))
        {
            // Names have no capitals, so databases agree about what is like what.
            var pattern = name.ToLowerInvariant();
            nodes = pattern.Contains('%')
                ? nodes.Where(node => EF.Functions.Like(node.Name, pattern))
                : nodes.Where(node => node.Name.Contains(pattern));
        }

        nodes = own switch
        {
            null or "" => nodes,
            "true" => nodes.Where(node => node.OwnerKey != null),
            "false" => nodes.Where(node => node.OwnerKey == null),
            _ => throw Refuse.BadRequest("own", "own is true or false."),
        };

        var inOrder = page.OrderFromParams ? page : page with { Ascending = true };
        var found = await nodes.AsNoTracking().Include(node => node.Scheme).PageAsync(inOrder, cancel);
        return TypedResults.Ok(new ClassificationNodesResponse
        {
            ClassificationNodes = await views.BodiesAsync(caller, found.Rows, cancel),
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = inOrder.Meta(OrderedBy, found.Next is not null, found.Count),
        });
    }

    private static async Task<Ok<ClassificationNodeResponse>> ReadAsync(
        string id,
        VaultCaller caller,
        Classifications classifications,
        ClassificationViews views,
        PublicIds ids,
        CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.ClassificationNode);
        var node = await classifications.VisibleTo(caller.UserKey).AsNoTracking().Include(node => node.Scheme)
            .SingleOrDefaultAsync(node => node.Key == key, cancel) ?? throw Refuse.NotFound("classification node");
        return TypedResults.Ok(new ClassificationNodeResponse
        {
            ClassificationNode = (await views.BodiesAsync(caller, [node], cancel)).Single(),
        });
    }

    private static Task<Created<ClassificationNodeResponse>> CreateAsync(
        PostClassificationNodesRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        Classifications classifications,
        ClassificationViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var wanted = Check.Required(request.ClassificationNode, "classification_node");
                var node = await classifications.CreateAsync(caller, wanted, inner);
                await db.SaveChangesAsync(inner);
                return TypedResults.Created(
                    (string?)null,
                    new ClassificationNodeResponse { ClassificationNode = (await views.BodiesAsync(caller, [node], inner)).Single() });
            },
            cancel);
}
