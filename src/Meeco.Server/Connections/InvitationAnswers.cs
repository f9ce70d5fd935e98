using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>
/// The steps from an invitation to a connection (rule 15): one in the simple workflow; in the multistep one the invited
/// user accepts and the sender confirms, and either may say no. Call it inside a transaction.
/// </summary>
internal sealed class InvitationAnswers(
    MeecoDb db,
    Invitations invitations,
    ConnectionMaking making,
    ShareIntents intents,
    RecipientKeys recipientKeys,
    EventLog events)
{
    /// <summary>What a step led to.</summary>
    /// <param name="Invitation">The invitation as it is now.</param>
    /// <param name="Connection">Both sides as the caller sees them; null until there is a connection.</param>
    /// <param name="Report">What became of prepared shares.</param>
    public sealed record Result(Invitation Invitation, ConnectionMaking.Sides? Connection, IReadOnlyList<CreatedShareReport> Report)
    {
        /// <summary>The connection that there is.</summary>
        public ConnectionMaking.Sides Connected => Connection ?? throw new InvalidOperationException("There is no connection.");
    }

    /// <summary>Takes up an invitation of the simple workflow. Who took it up himself may ask again.</summary>
    /// <exception cref="RefusedException">
    /// 404: the token is unknown, used by another, rejected, cancelled or expired. 422: it is the caller's own or of the
    /// other workflow, or a member is malformed.
    /// </exception>
    public async Task<Result> ConnectAsync(VaultCaller caller, PostConnectionsRequest request, CancellationToken cancel)
    {
        var invitation = await invitations.FindReceivedAsync(
            caller,
            request.Connection?.InvitationToken,
            "connection.invitation_token",
            cancel);
        if (invitation.State == InvitationState.Connected
            && invitation.InvitedUserKey == caller.UserKey
            && await making.FindAsync(caller.UserKey, invitation.SenderKey, cancel) is { } present)
        {
            return new Result(invitation, present, []);
        }

        if (!invitations.IsOpen(invitation))
        {
            throw Invitations.NotUsable();
        }

        if (invitation.MultistepWorkflow)
        {
            throw Invitations.OtherWorkflow(invitation);
        }

        var invited = new ConnectingUser
        {
            UserKey = caller.UserKey,
            PublicKey = ConnectionKeys.Read(request.PublicKey),
            KeyPairExternalId = request.PublicKey?.KeypairExternalId,
            EncryptedName = ConnectionKeys.ReadName(request.Connection?.EncryptedRecipientName, "connection.encrypted_recipient_name"),
            Did = request.Connection?.RecipientDid,
        };
        var sides = await making.MakeAsync(caller, invitation, invited, cancel);
        var deks = intents.ReadDeks(invited, sides.Own, request.ShareIntents ?? []);
        return await FinishAsync(invitation, sides, intent => deks.GetValueOrDefault(intent.Key, intent.EncryptedDek), cancel);
    }

    /// <summary>
    /// Accepts an invitation of the multistep workflow, which then waits for its sender. Where there is nothing to wait for
    /// - the two are connected, no share was prepared, and no purpose would be added - it is done (rule 16).
    /// </summary>
    /// <inheritdoc cref="ConnectAsync"/>
    public async Task<Result> AcceptAsync(
        VaultCaller caller,
        string token,
        PostInvitationAcceptRequest request,
        CancellationToken cancel)
    {
        var invitation = await invitations.FindReceivedAsync(caller, token, "token", cancel);
        var present = await making.FindAsync(caller.UserKey, invitation.SenderKey, cancel);
        if (invitation.InvitedUserKey == caller.UserKey
            && (invitation.State == InvitationState.Accepted || (invitation.State == InvitationState.Connected && present is not null)))
        {
            return new Result(invitation, present, []);
        }

        if (!invitations.IsOpen(invitation))
        {
            throw Invitations.NotUsable();
        }

        if (!invitation.MultistepWorkflow)
        {
            throw Invitations.OtherWorkflow(invitation);
        }

        var sent = request.Invitation ?? new PostInvitationAcceptInvitation();
        invitation.InvitedUserKey = caller.UserKey;
        invitation.Answer = new InvitationAnswer
        {
            PublicKey = ConnectionKeys.Read(request.PublicKey),
            KeyPairExternalId = request.PublicKey?.KeypairExternalId,
            EncryptedSenderName = ConnectionKeys.ReadName(sent.EncryptedSenderName, "invitation.encrypted_sender_name"),
            EncryptedRecipientName = ConnectionKeys.ReadNameFor(
                invitation.PublicKey,
                sent.EncryptedRecipientName,
                "invitation.encrypted_recipient_name"),
            RecipientToSenderData = InvitationTexts.Read(sent.RecipientToSenderData, "invitation.recipient_to_sender_data"),
            AcceptsShares = sent.AcceptShares == true,
        };
        events.Note(caller, EventTypes.InvitationAccepted, new EventSubject { OtherUserKey = invitation.SenderKey });
        events.Tell(invitation.SenderKey, caller, EventTypes.InvitationAccepted, Invitations.Subject(invitation));
        invitation.State = present is not null && invitation is { SharesToBeCreated: 0, Purpose.Intent: null }
            ? InvitationState.Connected
            : InvitationState.Accepted;
        return new Result(invitation, present, []);
    }

    /// <summary>The sender confirms what was accepted: the two are connected, and prepared shares are made.</summary>
    /// <exception cref="RefusedException">404: not the caller's. 409: it is not accepted. 422: a member is missing or malformed.</exception>
    public async Task<Result> ConfirmAsync(
        VaultCaller caller,
        string id,
        PostInvitationConfirmRequest request,
        CancellationToken cancel)
    {
        var invitation = await invitations.FindOwnAsync(caller, id, cancel);
        if (!invitation.MultistepWorkflow)
        {
            throw Invitations.OtherWorkflow(invitation);
        }

        if (invitation is { State: InvitationState.Connected, InvitedUserKey: { } before }
            && await making.FindAsync(caller.UserKey, before, cancel) is { } present)
        {
            return new Result(invitation, present, []);
        }

        if (invitation is not { State: InvitationState.Accepted, InvitedUserKey: { } invitedKey, Answer: { } answer })
        {
            throw Refuse.Conflict(ErrorCodes.InvitationNotUsable, "Only an accepted invitation is confirmed.");
        }

        var name = ConnectionKeys.ReadName(request.EncryptedRecipientName, "encrypted_recipient_name");
        var invited = new ConnectingUser
        {
            UserKey = invitedKey,
            PublicKey = answer.PublicKey,
            KeyPairExternalId = answer.KeyPairExternalId,
            EncryptedName = answer.EncryptedSenderName,
        };
        var sides = (await making.MakeAsync(caller, invitation, invited, cancel)).Turned();
        sides.Own.EncryptedRecipientName = name ?? sides.Own.EncryptedRecipientName;
        if (invitation.SharesToBeCreated > 0 && !recipientKeys.CanBeFor(sides.Other.PublicKey, request.EncryptedDek))
        {
            throw Refuse.NotCryppo("encrypted_dek");
        }

        return (await FinishAsync(invitation, sides.Turned(), _ => request.EncryptedDek!, cancel)) with { Connection = sides };
    }

    /// <summary>The invited user says no, also after he accepted, until the sender confirms; doing so again changes nothing.</summary>
    /// <exception cref="RefusedException">404: the token is unknown, or was answered otherwise. 422: it is the caller's own.</exception>
    public async Task<Invitation> RejectAsync(VaultCaller caller, string token, CancellationToken cancel)
    {
        var invitation = await invitations.FindReceivedAsync(caller, token, "token", cancel);
        var isHis = invitation.InvitedUserKey == caller.UserKey;
        if (invitation.State == InvitationState.Rejected && isHis)
        {
            return invitation;
        }

        if (!invitations.IsOpen(invitation) && !(invitation.State == InvitationState.Accepted && isHis))
        {
            throw Invitations.NotUsable();
        }

        invitation.InvitedUserKey = caller.UserKey;
        invitation.Answer = null;
        events.Note(caller, EventTypes.InvitationRejected, new EventSubject { OtherUserKey = invitation.SenderKey });
        events.Tell(invitation.SenderKey, caller, EventTypes.InvitationRejected, Invitations.Subject(invitation));
        await invitations.EndAsync(invitation, InvitationState.Rejected, cancel);
        return invitation;
    }

    private async Task<Result> FinishAsync(
        Invitation invitation,
        ConnectionMaking.Sides invited,
        Func<ShareIntent, string> dekOf,
        CancellationToken cancel)
    {
        invitation.InvitedUserKey = invited.Own.UserKey;
        await db.SaveChangesAsync(cancel);
        var report = await intents.CreateSharesAsync(invitation, invited.Own, dekOf, cancel);
        await invitations.EndAsync(invitation, InvitationState.Connected, cancel);
        return new Result(invitation, invited, report);
    }
}
