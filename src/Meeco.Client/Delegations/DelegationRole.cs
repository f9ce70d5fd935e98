namespace Meeco;

/// <summary>What a delegate may do with the account of the user who made him one.</summary>
public enum DelegationRole
{
    /// <summary>He reads everything and changes nothing.</summary>
    Reader,

    /// <summary>He reads and changes all data: items, shares, connections.</summary>
    Admin,

    /// <summary>He may besides change the profile, and make and end delegations.</summary>
    Owner,
}
