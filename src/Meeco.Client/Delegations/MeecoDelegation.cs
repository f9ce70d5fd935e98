namespace Meeco;

/// <summary>That one user acts for another, who made him his delegate.</summary>
public sealed record MeecoDelegation
{
    internal MeecoDelegation()
    {
    }

    /// <summary>The connection that it belongs to, for the user of the session.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>What the user of the session calls the other user; null if he gave no name.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the other user.</summary>
    public required string UserId { get; init; }

    /// <summary>Who acts for whom.</summary>
    public DelegationDirection Direction { get; init; }

    /// <summary>What the delegate may do.</summary>
    public DelegationRole Role { get; init; }

    /// <summary>How far it has come.</summary>
    public DelegationState State { get; init; }

    /// <summary>When the two users connected, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the delegate proved himself to the keystore, in UTC; null until then.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Who acts for whom.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Direction == DelegationDirection.GrantedToMe
        ? $"{Role} for {Name ?? UserId}"
        : $"{Name ?? UserId} as {Role}";
}
