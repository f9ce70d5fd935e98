namespace Meeco.Benchmarks.Rows;

/// <summary>All rows, in the order in which they run: what fills the database comes last.</summary>
internal static class RowList
{
    private static readonly IRow[] All =
    [
        new ExampleRow(),
        new ImportRow(),
        new LoginRow(),
        new ShareRow(),
        new TaskRow(),
        new LoadRow(),
        new ReceivedRow(),
        new BigRow(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static row => row.Name)];

    /// <summary>The rows of those names; all when none is named.</summary>
    public static IReadOnlyList<IRow> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.Except(Names).ToList();
        return unknown.Count > 0
            ? throw new ArgumentException($"There is no row {string.Join(", ", unknown)}; there are {string.Join(", ", Names)}.")
            : [.. All.Where(row => names.Count == 0 || names.Contains(row.Name))];
    }
}
