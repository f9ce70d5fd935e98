namespace Meeco.Wire;

/// <summary>A service of an organisation: what its users connect to.</summary>
public sealed record OrganizationServiceBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes.</summary>
    public string? Contract { get; init; }

    /// <summary>One of <see cref="OrganizationStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Whose service it is.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The user who validated it; null where that was the operator of the server.</summary>
    public string? ValidatedById { get; init; }

    /// <summary>The vault user that acts for it; null until it is validated.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was validated.</summary>
    public DateTimeOffset? ValidatedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
