using System.Runtime.CompilerServices;

namespace Meeco;

/// <summary>Connections to other users.</summary>
internal sealed class ConnectionService(MeecoSession session)
{
    /// <summary>Lists connections, newest first, page by page.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connections.</returns>
    public async IAsyncEnumerable<MeecoConnection> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Connections.ListAsync(cursor, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var connection in page.Connections)
            {
                yield return session.Names.Note(ConnectionMapping.Map(connection, session.Keys));
            }
        }
    }

    /// <summary>Reads one connection.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="MeecoException"><c>ConnectionNotFound</c>.</exception>
    public async Task<MeecoConnection> GetAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.GetAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ConnectionNotFound(id)).ConfigureAwait(false);
        return session.Names.Note(ConnectionMapping.Map(answer.Connection, session.Keys));
    }

    /// <summary>Finds a connection.</summary>
    /// <param name="idOrName">An id, else a name, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="MeecoException"><c>ConnectionNotFound</c>, <c>ConnectionNameAmbiguous</c>.</exception>
    public async Task<MeecoConnection> ResolveAsync(string idOrName, CancellationToken cancel)
    {
        if (Identifiers.IsId(idOrName))
        {
            return await GetAsync(idOrName, cancel).ConfigureAwait(false);
        }

        return Pick(await ListAsync(cancel).ToListAsync(cancel).ConfigureAwait(false), idOrName);
    }

    /// <summary>Finds several connections; they are read once, however many are wanted.</summary>
    /// <param name="idsOrNames">Ids, else names, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connections, in that order.</returns>
    /// <exception cref="MeecoException"><c>ConnectionNotFound</c>, <c>ConnectionNameAmbiguous</c>.</exception>
    public async Task<IReadOnlyList<MeecoConnection>> ResolveAllAsync(IReadOnlyList<string> idsOrNames, CancellationToken cancel)
    {
        if (idsOrNames.Count <= 1)
        {
            return idsOrNames.Count == 0 ? [] : [await ResolveAsync(idsOrNames[0], cancel).ConfigureAwait(false)];
        }

        var all = await ListAsync(cancel).ToListAsync(cancel).ConfigureAwait(false);
        return [.. idsOrNames.Select(idOrName => Pick(all, idOrName))];
    }

    /// <summary>Connects the users of two sessions that are both at hand; both pairs are made at the same time.</summary>
    /// <param name="other">The session of the other user.</param>
    /// <param name="nameForOther">What the user of this session calls the other; null for his user name.</param>
    /// <param name="nameForThis">What the other calls the user of this session; null for his user name.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection as this session's user sees it; the present one if they are connected already.</returns>
    /// <exception cref="MeecoException"><c>SameUser</c>.</exception>
    public async Task<MeecoConnection> CreateAsync(
        MeecoSession other,
        string? nameForOther,
        string? nameForThis,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        if (other.UserId == session.UserId)
        {
            throw ClientErrors.SameUser();
        }

        if (await FindAsync(other.UserId, cancel).ConfigureAwait(false) is { } present)
        {
            return present with { ExistedAlready = true };
        }

        return await new PairConnector(session, other, progress)
            .ConnectAsync(nameForOther ?? other.UserName, nameForThis ?? session.UserName, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>Removes a connection, and with it the shares over it and what is under them.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public async Task RemoveAsync(string id, CancellationToken cancel)
    {
        await session.Apis.Connections.DeleteAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ConnectionNotFound(id)).ConfigureAwait(false);
        session.Names.Connections.Forget(id);
    }

    private static MeecoConnection Pick(IEnumerable<MeecoConnection> all, string idOrName)
    {
        var isId = Identifiers.IsId(idOrName);
        var found = all.Where(connection => string.Equals(isId ? connection.Id : connection.Name, idOrName, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [] => throw ClientErrors.ConnectionNotFound(idOrName),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("Connection", idOrName, found.Select(connection => connection.Id)),
        };
    }

    private async Task<MeecoConnection?> FindAsync(string userId, CancellationToken cancel)
    {
        await foreach (var connection in ListAsync(cancel).ConfigureAwait(false))
        {
            if (connection.UserId == userId)
            {
                return connection;
            }
        }

        return null;
    }
}
