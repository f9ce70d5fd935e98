using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which connection is meant: the object itself, or its id or exact name.</summary>
public sealed class ConnectionIdentity
{
    /// <summary>Means this connection.</summary>
    /// <param name="connection">The connection.</param>
    public ConnectionIdentity(MeecoConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        (Reference, Source) = (connection.Id, connection);
    }

    /// <summary>Means the connection that a file names, on the side of the user who invited.</summary>
    /// <param name="reference">The connection.</param>
    public ConnectionIdentity(MeecoConnectionReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        (Reference, Source) = (reference.FromUserConnectionId, reference);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public ConnectionIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by its exact name.</summary>
    /// <param name="text">Not empty.</param>
    public ConnectionIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    private string Reference { get; }

    private bool IsKnown => Source is MeecoConnection { PublicKey.Length: > 0 };

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>Finds the connection; an object is taken as it is, unless it came from a file, which has no key that is trusted.</summary>
    internal Task<MeecoConnection> ResolveAsync(MeecoSession session, CancellationToken cancel) =>
        IsKnown ? Task.FromResult((MeecoConnection)Source) : ReadAsync(session, cancel);

    /// <summary>Finds several connections, with one look at the list for all that are no objects.</summary>
    internal static async Task<IReadOnlyList<MeecoConnection>> ResolveAllAsync(
        IReadOnlyList<ConnectionIdentity> identities, MeecoSession session, CancellationToken cancel)
    {
        var unknown = identities.Where(identity => !identity.IsKnown).ToList();
        var found = await session.Connections.ResolveAllAsync([.. unknown.Select(identity => identity.Reference)], cancel).ConfigureAwait(false);
        var read = unknown.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. identities.Select(identity => read.GetValueOrDefault(identity) ?? (MeecoConnection)identity.Source).DistinctBy(connection => connection.Id)];
    }

    /// <summary>Reads the connection as it is now.</summary>
    internal Task<MeecoConnection> ReadAsync(MeecoSession session, CancellationToken cancel) =>
        session.Connections.ResolveAsync(Reference, cancel);
}
