namespace Meeco.Wire;

/// <summary>Confirms an accepted invitation of the multistep workflow (`POST /invitations/{id}/confirm`).</summary>
public sealed record PostInvitationConfirmRequest
{
    /// <summary>The name for the invited user, under the sender's DEK; the one of the invitation stays when it is absent.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>The DEK of the prepared shares under the recipient's public key; mandatory when there are any.</summary>
    public string? EncryptedDek { get; init; }
}
