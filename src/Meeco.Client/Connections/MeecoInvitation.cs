namespace Meeco;

/// <summary>An invitation to connect.</summary>
public sealed record MeecoInvitation
{
    internal MeecoInvitation()
    {
    }

    /// <summary>Its id; null for anybody but the one who invites.</summary>
    public string? Id { get; init; }

    /// <summary>What the invited user presents to accept. Whoever has it can accept: hand it over in private.</summary>
    public required string Token { get; init; }

    /// <summary>The name that the inviting user gave the invited one; null for anybody else.</summary>
    public string? Name { get; init; }

    /// <summary>What became of it.</summary>
    public InvitationState State { get; init; }

    /// <summary>Whether the user of the session made it.</summary>
    public bool Outgoing { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Name and state; never the token.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"Invitation {Name ?? Id} ({State})";
}
