namespace Meeco;

/// <summary>What the CLI prints about a user.</summary>
public sealed record MeecoUserData
{
    internal MeecoUserData()
    {
    }

    /// <summary>The user's id at the vault.</summary>
    public required string UserId { get; init; }

    /// <summary>The keystore's id of the user's data encryption key; not the key.</summary>
    public string? PrivateDekExternalId { get; init; }

    /// <summary>What sort of user it is, for example <c>human</c>.</summary>
    public string? UserType { get; init; }

    /// <summary>The user's id.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => UserId;
}
