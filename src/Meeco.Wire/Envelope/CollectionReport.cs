namespace Meeco.Wire;

/// <summary>How a page was cut; the newest clients read it as the member `meta` of a list.</summary>
public sealed record CollectionReport
{
    /// <summary>The sorted column, for example `connections.created_at`.</summary>
    public string? OrderBy { get; init; }

    /// <summary>`asc` or `desc`.</summary>
    public string? Order { get; init; }

    /// <summary>Whether the caller asked for this order.</summary>
    public bool? OrderFromParams { get; init; }

    /// <summary>Entries per page; 200 unless asked otherwise.</summary>
    public int? PerPage { get; init; }

    /// <summary>Whether the caller asked for this page size.</summary>
    public bool? PerPageFromParams { get; init; }

    /// <summary>The cursor of this page, null on the first.</summary>
    public string? CurrentCursor { get; init; }

    /// <summary>All entries; in page mode only.</summary>
    public long? RecordsCount { get; init; }

    /// <summary>The page number, from 1; in page mode only.</summary>
    public int? Page { get; init; }

    /// <summary>All pages; in page mode only.</summary>
    public int? PageCount { get; init; }

    /// <summary>What clients of 2020 look at; `next_page_after` is what counts.</summary>
    public bool? NextPageExists { get; init; }
}
