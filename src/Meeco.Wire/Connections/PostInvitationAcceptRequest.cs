namespace Meeco.Wire;

/// <summary>Accepts an invitation of the multistep workflow (`POST /invitations/{token}/accept`).</summary>
public sealed record PostInvitationAcceptRequest
{
    /// <summary>The pair of the one who accepts.</summary>
    public PostedPublicKey? PublicKey { get; init; }

    /// <summary>The names, and what else he says.</summary>
    public PostInvitationAcceptInvitation? Invitation { get; init; }
}
