namespace Meeco.Wire;

/// <summary>What changes of a member.</summary>
public sealed record PutOrganizationMemberMember
{
    /// <summary>One of <see cref="OrganizationRoles"/>.</summary>
    public string? Role { get; init; }
}
