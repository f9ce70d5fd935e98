namespace Meeco;

/// <summary>A member of an organisation.</summary>
public sealed record MeecoOrganizationMember
{
    internal MeecoOrganizationMember()
    {
    }

    /// <summary>The id of the membership.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The id of the member; null where the server does not tell.</summary>
    public string? UserId { get; init; }

    /// <summary>What the member calls himself, if he does.</summary>
    public string? FullName { get; init; }

    /// <summary>The member's e-mail address, if he gave one.</summary>
    public string? Email { get; init; }

    /// <summary>What he may do.</summary>
    public OrganizationRole Role { get; init; }

    /// <summary>Who it is, as well as it is known.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FullName ?? Email ?? UserId ?? Id;
}
