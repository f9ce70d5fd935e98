using System.Runtime.CompilerServices;

namespace Meeco;

/// <summary>Follows the cursors of a list to its end.</summary>
internal static class Paging
{
    /// <summary>How many ids one query names: servers refuse request lines of more than 8 KB, and an id takes 39 bytes.</summary>
    public const int MaxIdsPerQuery = 100;

    /// <summary>Reads page after page, as they are asked for.</summary>
    /// <param name="read">Reads the page behind a cursor; null for the first.</param>
    /// <param name="next">The cursor that a page names; null on the last.</param>
    /// <param name="cancel">Stops.</param>
    /// <typeparam name="TPage">A page.</typeparam>
    /// <returns>The pages.</returns>
    /// <exception cref="MeecoException"><c>UnexpectedAnswer</c>: a cursor came twice, which would never end.</exception>
    public static async IAsyncEnumerable<TPage> PagesAsync<TPage>(
        Func<string?, CancellationToken, Task<TPage>> read,
        Func<TPage, string?> next,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        while (true)
        {
            var page = await read(cursor, cancel).ConfigureAwait(false);
            yield return page;
            cursor = next(page);
            if (string.IsNullOrEmpty(cursor))
            {
                yield break;
            }

            if (!seen.Add(cursor))
            {
                throw ClientErrors.NotTheProtocol("a list names the same page twice.");
            }
        }
    }

    /// <summary>Writes a comma list, as some queries want it (docs/WIRE.md 1.4).</summary>
    /// <param name="values">The values.</param>
    /// <returns>The list; null if there is nothing in it, so that the query leaves it out.</returns>
    public static string? CommaList(IReadOnlyCollection<string> values) =>
        values.Count == 0 ? null : string.Join(',', values);
}
