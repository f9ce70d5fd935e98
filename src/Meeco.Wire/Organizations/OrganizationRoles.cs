namespace Meeco.Wire;

/// <summary>What a member may do for his organisation (rule 66).</summary>
public static class OrganizationRoles
{
    /// <summary>Everything.</summary>
    public const string Owner = "owner";

    /// <summary>Manage its services, and nothing else.</summary>
    public const string Admin = "admin";
}
