using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Http;

/// <summary>One page of rows, and the place after which the next begins.</summary>
/// <param name="Rows">The rows in the order asked for.</param>
/// <param name="Next">Null on the last page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Rows, Cursor? Next)
{
    /// <summary>All records, where pages are numbered; null where cursors lead from one to the next.</summary>
    public long? Count { get; init; }
}

/// <summary>Cuts lists into pages by (creation, key), which is steady while rows come and go.</summary>
internal static class Page
{
    /// <summary>Reads one page. Filters come before it, ordering is its own.</summary>
    public static async Task<Page<T>> PageAsync<T>(this IQueryable<T> rows, PageRequest request, CancellationToken cancel)
        where T : class, IListed
    {
        if (request.Number is { } number)
        {
            return await NumberedPageAsync(rows, request, number, cancel);
        }

        var found = await rows.After(request.After, request.Ascending).Take(request.PerPage + 1).ToListAsync(cancel);
        return Cut(found, request, row => new Cursor(row.CreatedAt, row.Key));
    }

    /// <summary>Makes a page of rows that are in order already, of which one more was read than a page holds.</summary>
    public static Page<T> Cut<T>(List<T> rows, PageRequest request, Func<T, Cursor> place)
    {
        if (rows.Count <= request.PerPage)
        {
            return new Page<T>(rows, null);
        }

        var page = rows.GetRange(0, request.PerPage);
        return new Page<T>(page, place(page[^1]));
    }

    /// <summary>The rows behind a place, in order.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Cursor? after, bool ascending)
        where T : class, IListed
    {
        if (after is { CreatedAt: var time, Key: var key })
        {
            rows = ascending
                ? rows.Where(row => row.CreatedAt > time || (row.CreatedAt == time && row.Key > key))
                : rows.Where(row => row.CreatedAt < time || (row.CreatedAt == time && row.Key < key));
        }

        return ascending
            ? rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Key)
            : rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Key);
    }

    // Clients that number pages go on to the next number, and so need no cursor (docs/WIRE.md 1.7).
    private static async Task<Page<T>> NumberedPageAsync<T>(IQueryable<T> rows, PageRequest request, int number, CancellationToken cancel)
        where T : class, IListed
    {
        var count = await rows.LongCountAsync(cancel);
        var before = Math.Min((number - 1L) * request.PerPage, int.MaxValue);
        var found = await rows.After(null, request.Ascending).Skip((int)before).Take(request.PerPage).ToListAsync(cancel);
        return new Page<T>(found, null) { Count = count };
    }
}
