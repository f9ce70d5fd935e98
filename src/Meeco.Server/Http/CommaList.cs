namespace Meeco.Server.Http;

/// <summary>Lists in a query, as clients write them: <c>a,b,c</c>.</summary>
internal static class CommaList
{
    /// <summary>The entries of a list, without blanks around them; none where there is no list.</summary>
    public static string[] Read(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
