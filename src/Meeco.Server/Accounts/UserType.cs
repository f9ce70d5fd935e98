using Meeco.Wire;

namespace Meeco.Server.Accounts;

/// <summary>What kind of user this is. The numbers are stored: never change or reuse one.</summary>
internal enum UserType
{
    Human = 0,
    OrganizationAgent = 1,
    ServiceAgent = 2,
}

/// <summary>Writes kinds of users in the wire's words.</summary>
internal static class UserTypeViews
{
    public static string Text(this UserType type) => type switch
    {
        UserType.Human => UserTypes.Human,
        UserType.OrganizationAgent => UserTypes.OrganizationAgent,
        UserType.ServiceAgent => UserTypes.ServiceAgent,
        _ => throw new InvalidOperationException($"The stored kind of user {type} is none."),
    };
}
