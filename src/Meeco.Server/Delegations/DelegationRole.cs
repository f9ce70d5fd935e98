using Meeco.Wire;

namespace Meeco.Server.Delegations;

/// <summary>What a delegate may do for the account's owner (rule 56); each role may do what those before it may.</summary>
internal enum DelegationRole
{
    Reader = 1,

    Admin = 2,

    Owner = 3,
}

/// <summary>Reads and writes roles in the wire's words.</summary>
internal static class DelegationRoleViews
{
    public static string Text(this DelegationRole role) => role switch
    {
        DelegationRole.Reader => DelegationRoles.Reader,
        DelegationRole.Admin => DelegationRoles.Admin,
        DelegationRole.Owner => DelegationRoles.Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    /// <summary>The role that the text names; null when it names none.</summary>
    public static DelegationRole? Parse(string? text) => text switch
    {
        DelegationRoles.Reader => DelegationRole.Reader,
        DelegationRoles.Admin => DelegationRole.Admin,
        DelegationRoles.Owner => DelegationRole.Owner,
        _ => null,
    };
}
