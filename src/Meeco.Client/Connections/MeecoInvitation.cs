namespace Meeco;

/// <summary>An invitation to connect.</summary>
public sealed record MeecoInvitation
{
    private static readonly IReadOnlyDictionary<string, string> NoData = new Dictionary<string, string>();

    internal MeecoInvitation()
    {
    }

    /// <summary>Its id; null for anybody but the one who invites.</summary>
    public string? Id { get; init; }

    /// <summary>What the invited user presents to accept. Whoever has it can accept: hand it over in private.</summary>
    public required string Token { get; init; }

    /// <summary>The name that the inviting user gave the invited one; null for anybody else.</summary>
    public string? Name { get; init; }

    /// <summary>What the one who invites is called, as the vault knows him; null when it does not.</summary>
    public string? SenderName { get; init; }

    /// <summary>
    /// How the invited user introduced himself when he accepted; null if he did not, and in lists. Nothing proves it.
    /// </summary>
    public string? RecipientName { get; init; }

    /// <summary>The user id of whoever answered it; null until then.</summary>
    public string? InvitedUserId { get; init; }

    /// <summary>What accepting makes of the invited user beyond a connection: read it before you accept.</summary>
    public ConnectionType ConnectionType { get; init; }

    /// <summary>The role of a member or a delegate; null otherwise.</summary>
    public string? Role { get; init; }

    /// <summary>The organisation that invites, or whose service does; null otherwise.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The service that invites; null otherwise.</summary>
    public string? ServiceId { get; init; }

    /// <summary>Whether the sender confirms with <c>Confirm-MeecoInvitation</c> before there is a connection.</summary>
    public bool Multistep { get; init; }

    /// <summary>How many shares will be made when the two connect.</summary>
    public int SharesToBeCreated { get; init; }

    /// <summary>Those shares, of an invitation that was read by itself; none in lists.</summary>
    public IReadOnlyList<MeecoPreparedShare> PreparedShares { get; init; } = [];

    /// <summary>What the sender says to the recipient; not encrypted.</summary>
    public IReadOnlyDictionary<string, string> SenderData { get; init; } = NoData;

    /// <summary>What the recipient said to the sender when he accepted; not encrypted.</summary>
    public IReadOnlyDictionary<string, string> RecipientData { get; init; } = NoData;

    /// <summary>What became of it.</summary>
    public InvitationState State { get; init; }

    /// <summary>Whether the user of the session made it.</summary>
    public bool Outgoing { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The sender's public key for the connection.</summary>
    internal string? SenderPublicKey { get; init; }

    /// <summary>The recipient's public key for the connection, once he accepted.</summary>
    internal string? RecipientPublicKey { get; init; }

    /// <summary>The user's connection with the other, where they are connected already.</summary>
    internal string? PresentConnectionId { get; init; }

    /// <summary>Name and state; never the token.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"Invitation {Name ?? Id ?? SenderName} ({State})";
}
