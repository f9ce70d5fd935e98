namespace Meeco.Wire;

/// <summary>A member of an organisation.</summary>
public sealed record OrganizationMemberBody
{
    /// <summary>The id of the membership.</summary>
    public required string Id { get; init; }

    /// <summary>What the member calls himself.</summary>
    public string? FullName { get; init; }

    /// <summary>The address that the member gave.</summary>
    public string? Email { get; init; }

    /// <summary>One of <see cref="OrganizationRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The member, an addition of this server: names and addresses are neither unique nor always given.</summary>
    public string? UserId { get; init; }
}
