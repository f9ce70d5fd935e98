namespace Meeco;

/// <summary>What is said about an organisation; null is nothing, or to leave it as it is.</summary>
internal sealed record OrganizationChanges
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to.</summary>
    public string? Email { get; init; }

    /// <summary>What an organisation would be after these changes.</summary>
    /// <param name="organization">The organisation as it is.</param>
    /// <returns>A changed copy.</returns>
    public MeecoOrganization ApplyTo(MeecoOrganization organization) => organization with
    {
        Name = Name ?? organization.Name,
        Description = Said(Description, organization.Description),
        Url = Said(Url, organization.Url),
        Email = Said(Email, organization.Email),
    };

    /// <summary>A text after a change.</summary>
    /// <param name="change">The new text; empty takes it away, and null leaves it.</param>
    /// <param name="before">The text as it is.</param>
    /// <returns>The text as it would be.</returns>
    public static string? Said(string? change, string? before) => change is null ? before : change.Length == 0 ? null : change;
}
