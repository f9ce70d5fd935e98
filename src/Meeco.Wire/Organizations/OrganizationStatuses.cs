namespace Meeco.Wire;

/// <summary>The states of organisations and services: the operator decides on each (rule 64).</summary>
public static class OrganizationStatuses
{
    /// <summary>It waits for the operator.</summary>
    public const string Requested = "requested";

    /// <summary>The operator vouches for it.</summary>
    public const string Validated = "validated";

    /// <summary>The operator does not.</summary>
    public const string Rejected = "rejected";
}
