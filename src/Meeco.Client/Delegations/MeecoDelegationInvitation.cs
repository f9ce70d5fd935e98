namespace Meeco;

/// <summary>An invitation to become a delegate: to a connected user, or with a token to whoever is given it.</summary>
public sealed record MeecoDelegationInvitation
{
    internal MeecoDelegationInvitation()
    {
    }

    /// <summary>Its id; null for an invitation of somebody else that is known by its token.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// What the invited user presents to accept; null where a connected user is invited. Whoever has it can become the
    /// delegate: hand it over in private.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>What the user of the session calls the other one; null if there is no name.</summary>
    public string? Name { get; init; }

    /// <summary>What the delegate would be allowed to do.</summary>
    public DelegationRole Role { get; init; }

    /// <summary>What became of it.</summary>
    public DelegationInvitationState State { get; init; }

    /// <summary>Whether the user of the session made it.</summary>
    public bool Outgoing { get; init; }

    /// <summary>The connection, for the user of the session; null where none exists yet.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The id of the other user; null where he is not known yet.</summary>
    public string? UserId { get; init; }

    /// <summary>When it was made, in UTC; null where the server does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends, in UTC; null where it waits until it is answered.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Name, role and state; never the token.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"Invitation of {Name ?? UserId ?? "a delegate"} as {Role} ({State})";
}
