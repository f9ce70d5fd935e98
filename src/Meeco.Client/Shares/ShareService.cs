namespace Meeco;

/// <summary>Shares, incoming and outgoing.</summary>
internal sealed class ShareService(MeecoSession session)
{
    /// <summary>Shares an own or received item in one call; the item is read once, each share has its own DEK.</summary>
    /// <param name="itemId">The item's id, for the user of the session.</param>
    /// <param name="recipients">With whom; at least one.</param>
    /// <param name="conditions">On what conditions.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares, in the order of the recipients.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>SlotNotFound</c>, <c>ShareNotAccepted</c>, <c>OnShareNotPermitted</c>,
    /// <c>VerificationFailed</c>.
    /// </exception>
    public Task<IReadOnlyList<MeecoShare>> CreateAsync(
        string itemId,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Lists shares, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares, incoming ones first.</returns>
    public IAsyncEnumerable<MeecoShare> ListAsync(ShareFilter filter, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Reads one share, with its terms; never values.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>.</exception>
    public Task<MeecoShare> GetAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Reads the item that an incoming share brought.</summary>
    /// <param name="id">The share's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The recipient's copy, with its values.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>, <c>ShareNotAccepted</c>, <c>VerificationFailed</c>.</exception>
    public Task<MeecoItem> GetItemAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Accepts an incoming share: agrees to its terms. Changes nothing where no acceptance is needed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share as it is now.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>, <c>ShareRejected</c>.</exception>
    public Task<MeecoShare> AcceptAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Rejects an incoming share that waits for acceptance.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>
    /// The share as it is now; null if this server has no such call, although the share is there: then it can only be
    /// removed, which is for the user to decide.
    /// </returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>.</exception>
    public Task<MeecoShare?> RejectAsync(string id, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Changes expiry or mode of an outgoing share.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share as it is now.</returns>
    public Task<MeecoShare> ReconfigureAsync(string id, ShareChanges changes, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Re-encrypts an own item for all its shares now, on-shares of others included.</summary>
    /// <param name="itemId">The item's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares that have the new values.</returns>
    public Task<IReadOnlyList<MeecoShare>> UpdateAsync(string itemId, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Ends a share, and what was shared on under it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string id, CancellationToken cancel) => throw new NotSupportedException(session.ToString());
}
