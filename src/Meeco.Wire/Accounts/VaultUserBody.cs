namespace Meeco.Wire;

/// <summary>A user as the vault knows him.</summary>
public sealed record VaultUserBody
{
    /// <summary>The user id; shares, connections and items name users by it.</summary>
    public required string Id { get; init; }

    /// <summary>His name, if he gave one.</summary>
    public string? FullName { get; init; }

    /// <summary>Declared as never null; empty when not given.</summary>
    public string Email { get; init; } = "";

    /// <summary>His country, if he gave one.</summary>
    public string? Country { get; init; }

    /// <summary>When he registered.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When he finished the introduction of Meeco's own application.</summary>
    public DateTimeOffset? OnboardedAt { get; init; }

    /// <summary>His time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>The keystore id of his data encryption key; null right after registration.</summary>
    public string? PrivateDekExternalId { get; init; }

    /// <summary>His decentralised identifier.</summary>
    public string? Did { get; init; }

    /// <summary>When the account will be deleted, if it was asked for.</summary>
    public DateTimeOffset? QueuedForDeletionAfter { get; init; }

    /// <summary>Whether he accepted the terms of the vault's operator.</summary>
    public bool AcceptedTerms { get; init; }

    /// <summary>Whether attachments of his are damaged.</summary>
    public bool BrokenAttachmentsPresent { get; init; }

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public string UserType { get; init; } = UserTypes.Human;

    /// <summary>When he registered; clients of 2020 parse it as a time.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Always empty; clients of 2020 go over it.</summary>
    public IReadOnlyList<string> AssociationIds { get; init; } = [];
}
