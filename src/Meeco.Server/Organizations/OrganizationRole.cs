using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Organizations;

/// <summary>What a member may do; each role may do what the smaller ones may. The numbers are stored: never change or reuse one.</summary>
internal enum OrganizationRole
{
    /// <summary>Manage the services.</summary>
    Admin = 1,

    /// <summary>Everything.</summary>
    Owner = 2,
}

/// <summary>Reads and writes roles in the wire's words.</summary>
internal static class OrganizationRoleViews
{
    public static string Text(this OrganizationRole role) => role switch
    {
        OrganizationRole.Admin => OrganizationRoles.Admin,
        OrganizationRole.Owner => OrganizationRoles.Owner,
        _ => throw new InvalidOperationException($"The stored role {role} is none."),
    };

    /// <exception cref="RefusedException">422: the text is no role.</exception>
    public static OrganizationRole Parse(string? text, string field) => text switch
    {
        OrganizationRoles.Admin => OrganizationRole.Admin,
        OrganizationRoles.Owner => OrganizationRole.Owner,
        _ => throw Refuse.Invalid(field, $"{field} is {OrganizationRoles.Owner} or {OrganizationRoles.Admin}."),
    };
}
