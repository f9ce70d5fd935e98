using Meeco.Wire;

namespace Meeco.Server.Organizations;

/// <summary>What the operator decided on an organisation or a service. The numbers are stored: never change or reuse one.</summary>
internal enum OrganizationStatus
{
    Requested = 0,

    Validated = 1,

    Rejected = 2,
}

/// <summary>Writes the states in the wire's words.</summary>
internal static class OrganizationStatusViews
{
    public static string Text(this OrganizationStatus status) => status switch
    {
        OrganizationStatus.Requested => OrganizationStatuses.Requested,
        OrganizationStatus.Validated => OrganizationStatuses.Validated,
        OrganizationStatus.Rejected => OrganizationStatuses.Rejected,
        _ => throw new InvalidOperationException($"The stored state {status} is none."),
    };
}
