namespace Meeco;

/// <summary>What the operator of the server decided on an organisation or a service.</summary>
public enum OrganizationStatus
{
    /// <summary>A state that this version does not know.</summary>
    Unknown,

    /// <summary>It waits for his decision.</summary>
    Requested,

    /// <summary>He vouches for it.</summary>
    Validated,

    /// <summary>He does not.</summary>
    Rejected,
}
