namespace Meeco;

/// <summary>Connections to other users.</summary>
internal sealed class ConnectionService(MeecoSession session)
{
    /// <summary>Lists connections, newest first, page by page.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connections.</returns>
    public IAsyncEnumerable<MeecoConnection> ListAsync(CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Finds a connection.</summary>
    /// <param name="idOrName">An id, else a name, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="MeecoException"><c>ConnectionNotFound</c>, <c>ConnectionNameAmbiguous</c>.</exception>
    public Task<MeecoConnection> ResolveAsync(string idOrName, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Connects the users of two sessions that are both at hand; both pairs are made at the same time.</summary>
    /// <param name="other">The session of the other user.</param>
    /// <param name="nameForOther">What the user of this session calls the other; null for his user name.</param>
    /// <param name="nameForThis">What the other calls the user of this session; null for his user name.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection as this session's user sees it; the present one if they are connected already.</returns>
    /// <exception cref="MeecoException"><c>SameUser</c>.</exception>
    public Task<MeecoConnection> CreateAsync(
        MeecoSession other,
        string? nameForOther,
        string? nameForThis,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Removes a connection, and with it the shares over it and what is under them.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string id, CancellationToken cancel) => throw new NotSupportedException(session.ToString());
}
