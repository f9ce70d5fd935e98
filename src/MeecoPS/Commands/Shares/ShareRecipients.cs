using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Commands.Shares;

/// <summary>With whom is shared; looked up once for any number of items.</summary>
internal sealed class ShareRecipients
{
    private readonly ConnectionIdentity[] _named;

    private ShareRecipients(MeecoSession session, ConnectionIdentity[] named, IReadOnlyList<MeecoConnection> connections) =>
        (Session, _named, Connections) = (session, named, connections);

    /// <summary>Who shares.</summary>
    public MeecoSession Session { get; }

    /// <summary>With whom.</summary>
    public IReadOnlyList<MeecoConnection> Connections { get; }

    /// <summary>For how many items at once is read: so many that the shares that they have already fit on a page, and their ids into one query.</summary>
    public int ItemsAtOnce => Math.Clamp(ShareStarts.SharesPerPage / Math.Max(Connections.Count, 1), 1, Paging.MaxIdsPerQuery);

    /// <summary>Looks them up.</summary>
    /// <param name="session">Who shares.</param>
    /// <param name="named">The recipients as the user named them.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The recipients.</returns>
    public static async Task<ShareRecipients> FindAsync(MeecoSession session, ConnectionIdentity[] named, CancellationToken cancel) =>
        new(session, named, await ConnectionIdentity.ResolveAllAsync(named, session, cancel).ConfigureAwait(false));

    /// <summary>Whether they are those of the record before: PowerShell binds the very same array again.</summary>
    /// <param name="session">Who shares.</param>
    /// <param name="named">The recipients as the user named them.</param>
    /// <returns>False if they are to be looked up.</returns>
    public bool IsFor(MeecoSession session, ConnectionIdentity[] named) =>
        ReferenceEquals(Session, session) && ReferenceEquals(_named, named);
}
