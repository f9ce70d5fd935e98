namespace Meeco;

/// <summary>Items, own and received, and their slots.</summary>
internal sealed class ItemService(MeecoSession session)
{
    /// <summary>Lists items with their values, page by page; unaccepted ones have no slots.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items.</returns>
    public IAsyncEnumerable<MeecoItem> ListAsync(ItemFilter filter, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Reads one item with its values.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>ShareNotAccepted</c>, <c>VerificationFailed</c>, <c>DecryptionFailed</c>.
    /// </exception>
    public Task<MeecoItem> GetAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Finds the id of an item.</summary>
    /// <param name="idOrLabel">An id (then nothing is asked), else a label, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The id.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ItemNameAmbiguous</c>.</exception>
    public Task<string> ResolveIdAsync(string idOrLabel, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Makes an item; its values are encrypted here.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as the server has it.</returns>
    /// <exception cref="MeecoException"><c>ItemTemplateNotFound</c>.</exception>
    public Task<MeecoItem> CreateAsync(NewItem item, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Changes an own item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as it is now, and the number of tasks that wait.</returns>
    public Task<ItemUpdate> UpdateAsync(string id, ItemChanges changes, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Removes an item; a received one with its share.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Removes a slot of an own item, with its values in every share.</summary>
    /// <param name="slotId">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveSlotAsync(string slotId, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());
}
