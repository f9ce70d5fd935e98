namespace Meeco.Wire;

/// <summary>An organisation.</summary>
public sealed record OrganizationBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to.</summary>
    public string? Email { get; init; }

    /// <summary>One of <see cref="OrganizationStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The user who asked for it.</summary>
    public string? RequestorId { get; init; }

    /// <summary>The user who validated it; null where that was the operator of the server.</summary>
    public string? ValidatedById { get; init; }

    /// <summary>The vault user that acts for it; null until it is validated.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was validated.</summary>
    public DateTimeOffset? ValidatedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
