namespace Meeco;

/// <summary>The user of a session.</summary>
public sealed record MeecoUser
{
    internal MeecoUser()
    {
    }

    /// <summary>The id of the user at the vault; shares and connections name users by it.</summary>
    public required string Id { get; init; }

    /// <summary>The name that the user logs in with; part of the account secret, but not secret itself.</summary>
    public required string UserName { get; init; }

    /// <summary>The user's name, if it was given.</summary>
    public string? FullName { get; init; }

    /// <summary>The e-mail address, if it was given.</summary>
    public string? Email { get; init; }

    /// <summary>The country, if it was given.</summary>
    public string? Country { get; init; }

    /// <summary>When the user registered, in UTC.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>The user name.</summary>
    /// <returns>One word.</returns>
    public override string ToString() => UserName;
}
