namespace Meeco;

/// <summary>An organisation, as the user of the session sees it.</summary>
public sealed record MeecoOrganization
{
    internal MeecoOrganization()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, if it says so.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web, if it says so.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to, if it says so.</summary>
    public string? Email { get; init; }

    /// <summary>What the operator decided.</summary>
    public OrganizationStatus Status { get; init; }

    /// <summary>The id of the user who asked for it.</summary>
    public string? RequestorId { get; init; }

    /// <summary>The id of the user who validated it; null where that was the operator of the server.</summary>
    public string? ValidatedById { get; init; }

    /// <summary>The id of the user that acts for it; null until it is validated.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was validated, in UTC.</summary>
    public DateTimeOffset? ValidatedAt { get; init; }

    /// <summary>When it was asked for, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its services: those that are validated, for a member all.</summary>
    public IReadOnlyList<MeecoOrganizationService> Services { get; init; } = [];

    /// <summary>
    /// The key pair to log in with as the organisation; null but where it was just made. Nobody else has it: whoever made
    /// it must keep it.
    /// </summary>
    public MeecoKeyPair? KeyPair { get; init; }

    /// <summary>What a file says is to be changed, where the organisation was read from one; else null.</summary>
    internal OrganizationChanges? Changes { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
