namespace Meeco;

/// <summary>What accepting an invitation makes of a user, beyond a connection (rule 18).</summary>
public enum ConnectionType
{
    /// <summary>Something that this version does not know.</summary>
    Unknown,

    /// <summary>Nothing: the two can share.</summary>
    Plain,

    /// <summary>He becomes a member of the organisation that invites.</summary>
    Member,

    /// <summary>He becomes a customer of the service that invites.</summary>
    Service,

    /// <summary>He acts for the one who invites.</summary>
    Delegate,
}
