namespace Meeco.Wire;

/// <summary>The members of a user that he may change; those that are absent stay.</summary>
public sealed record PutMeUser
{
    /// <summary>His country.</summary>
    public string? Country { get; init; }

    /// <summary>His e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>His name.</summary>
    public string? FullName { get; init; }

    /// <summary>The id of his picture.</summary>
    public string? Image { get; init; }

    /// <summary>The keystore id of his data encryption key; login is impossible without it.</summary>
    public string? PrivateDekExternalId { get; init; }

    /// <summary>His decentralised identifier.</summary>
    public string? Did { get; init; }
}
