namespace Meeco.Wire;

/// <summary>Changes a member.</summary>
public sealed record PutOrganizationMemberRequest
{
    /// <summary>The changes.</summary>
    public PutOrganizationMemberMember? OrganizationMember { get; init; }
}
