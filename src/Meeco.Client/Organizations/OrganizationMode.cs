namespace Meeco;

/// <summary>Which organisations are listed.</summary>
public enum OrganizationMode
{
    /// <summary>All that are validated.</summary>
    Validated,

    /// <summary>Those that the user asked for and that wait for the operator.</summary>
    Requested,

    /// <summary>Those that the user is a member of.</summary>
    Member,
}
