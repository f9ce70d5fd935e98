using System.Globalization;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>Which page of a list is asked for (docs/WIRE.md 1.7); a handler takes it as a parameter.</summary>
internal sealed record PageRequest
{
    /// <summary>The last record of the page before; null for the first page, also when the cursor is none of ours.</summary>
    public required Cursor? After { get; init; }

    /// <summary>The cursor as sent.</summary>
    public required string? Text { get; init; }

    /// <summary>The page's number from 1 where pages are numbered; null where cursors lead from one to the next.</summary>
    public required int? Number { get; init; }

    public required int PerPage { get; init; }

    public required bool PerPageFromParams { get; init; }

    /// <summary>Newest first unless <c>order=asc</c>.</summary>
    public required bool Ascending { get; init; }

    public required bool OrderFromParams { get; init; }

    /// <summary>Whether <c>meta</c> is a list, for clients of 2020.</summary>
    public required bool MetaAsList { get; init; }

    /// <exception cref="RefusedException">400: <c>page</c> or <c>per_page</c> is no positive number, or <c>order</c> neither asc nor desc.</exception>
    public static ValueTask<PageRequest> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        var query = context.Request.Query;
        var cursor = NullIfEmpty(query["next_page_after"]);
        var page = NullIfEmpty(query["page"]);
        var perPage = NullIfEmpty(query["per_page"]);
        var order = NullIfEmpty(query["order"]);
        return ValueTask.FromResult(new PageRequest
        {
            After = services.GetRequiredService<PublicIds>().DecodeCursor(cursor),
            Text = cursor,
            Number = page is null ? null : ParseNumber("page", page),
            PerPage = Math.Min(perPage is null ? options.PageSize : ParseNumber("per_page", perPage), options.MaxPageSize),
            PerPageFromParams = perPage is not null,
            Ascending = order switch
            {
                null or "desc" => false,
                "asc" => true,
                _ => throw Refuse.BadRequest("order", "order is asc or desc."),
            },
            OrderFromParams = order is not null,
            MetaAsList = context.Request.IsFrom2020(),
        });
    }

    /// <summary>The member <c>meta</c> that belongs to a page.</summary>
    /// <param name="orderBy">Table and column in the wire's words, for example <c>items.created_at</c>.</param>
    /// <param name="hasMore">Whether another page follows.</param>
    /// <param name="count">All records, where pages are numbered.</param>
    public PageMeta Meta(string orderBy, bool hasMore, long? count = null) => new(
        new CollectionReport
        {
            OrderBy = orderBy,
            Order = Ascending ? "asc" : "desc",
            OrderFromParams = OrderFromParams,
            PerPage = PerPage,
            PerPageFromParams = PerPageFromParams,
            CurrentCursor = Text,
            RecordsCount = count,
            Page = count is null ? null : Number,
            PageCount = (int?)((count + PerPage - 1) / PerPage),
            NextPageExists = hasMore,
        },
        MetaAsList);

    private static int ParseNumber(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Refuse.BadRequest(name, $"{name} is a whole number greater than 0.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
