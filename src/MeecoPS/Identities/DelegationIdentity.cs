using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which delegation is meant: the object itself, its connection, the id of either or of the other user, or the connection's exact name.</summary>
public sealed class DelegationIdentity
{
    /// <summary>Means this delegation.</summary>
    /// <param name="delegation">The delegation.</param>
    public DelegationIdentity(MeecoDelegation delegation)
    {
        ArgumentNullException.ThrowIfNull(delegation);
        (Reference, Source) = (delegation.ConnectionId, delegation);
    }

    /// <summary>Means the one of this connection.</summary>
    /// <param name="connection">The connection.</param>
    public DelegationIdentity(MeecoConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        (Reference, Source) = (connection.Id, connection);
    }

    /// <summary>Means one by the id of its connection or of the other user.</summary>
    /// <param name="id">The id.</param>
    public DelegationIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by such an id, or else by the exact name of its connection.</summary>
    /// <param name="text">Not empty.</param>
    public DelegationIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What to look for.</summary>
    internal string Reference { get; }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;
}
