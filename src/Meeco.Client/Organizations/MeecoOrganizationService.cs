namespace Meeco;

/// <summary>A service of an organisation: what users connect to, to share with it.</summary>
public sealed record MeecoOrganizationService
{
    internal MeecoOrganizationService()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, if it says so.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes, if it says so.</summary>
    public string? Contract { get; init; }

    /// <summary>What the operator decided.</summary>
    public OrganizationStatus Status { get; init; }

    /// <summary>The id of the user who validated it; null where that was the operator of the server.</summary>
    public string? ValidatedById { get; init; }

    /// <summary>The id of the user that acts for it; null until it is validated.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was validated, in UTC.</summary>
    public DateTimeOffset? ValidatedAt { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The key pair to log in with as the service; null but where it was just made. Nobody else has it: whoever made it
    /// must keep it.
    /// </summary>
    public MeecoKeyPair? KeyPair { get; init; }

    /// <summary>What a file says is to be changed, where the service was read from one; else null.</summary>
    internal OrganizationServiceChanges? Changes { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
