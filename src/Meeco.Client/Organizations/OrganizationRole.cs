namespace Meeco;

/// <summary>What a member may do for his organisation.</summary>
public enum OrganizationRole
{
    /// <summary>Manage its services, and nothing else.</summary>
    Admin,

    /// <summary>Everything.</summary>
    Owner,
}
