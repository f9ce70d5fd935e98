namespace Meeco;

/// <summary>Item templates.</summary>
internal sealed class ItemTemplateService(MeecoSession session)
{
    /// <summary>Lists templates, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The templates.</returns>
    public IAsyncEnumerable<MeecoItemTemplate> ListAsync(ItemTemplateFilter filter, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Finds a template by id or exact name.</summary>
    /// <param name="idOrName">An id, else a machine name.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The template.</returns>
    /// <exception cref="MeecoException"><c>ItemTemplateNotFound</c>.</exception>
    public Task<MeecoItemTemplate> ResolveAsync(string idOrName, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());
}
