namespace Meeco.Wire;

/// <summary>Makes an invitation (`POST /invitations`).</summary>
public sealed record PostInvitationsRequest
{
    /// <summary>After how many days it ends; the server caps it.</summary>
    public double? ExpiresIn { get; init; }

    /// <summary>The pair of the one who invites.</summary>
    public PostedPublicKey? PublicKey { get; init; }

    /// <summary>The rest of it.</summary>
    public PostInvitationsInvitation? Invitation { get; init; }
}
