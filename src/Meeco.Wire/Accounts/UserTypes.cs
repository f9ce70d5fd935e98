namespace Meeco.Wire;

/// <summary>The kinds of vault users.</summary>
public static class UserTypes
{
    /// <summary>A person.</summary>
    public const string Human = "human";

    /// <summary>The agent of an organisation.</summary>
    public const string OrganizationAgent = "organization_agent";

    /// <summary>The agent of a service.</summary>
    public const string ServiceAgent = "service_agent";
}
