using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Connections;

/// <summary>Makes, finds and takes back invitations (docs/WIRE.md 4.6).</summary>
internal sealed class Invitations(
    MeecoDb db,
    PublicIds ids,
    SealedTokens tokens,
    Purposes purposes,
    EventLog events,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes an invitation; its key is known after the call.</summary>
    /// <exception cref="RefusedException">422: a member is missing, malformed or of a kind that this server does not make.</exception>
    public async Task<Invitation> CreateAsync(VaultCaller caller, PostInvitationsRequest request, CancellationToken cancel)
    {
        var sent = request.Invitation ?? new PostInvitationsInvitation();
        var now = clock.GetUtcNow();
        var (hash, sealedToken) = tokens.Create();
        var invitation = new Invitation
        {
            SenderKey = caller.UserKey,
            TokenHash = hash,
            SealedToken = sealedToken,
            State = InvitationState.New,
            PublicKey = ConnectionKeys.Read(request.PublicKey),
            KeyPairExternalId = request.PublicKey?.KeypairExternalId,
            EncryptedRecipientName = ConnectionKeys.ReadName(sent.EncryptedRecipientName, "invitation.encrypted_recipient_name"),
            EncryptedSenderName = sent.EncryptedSenderName,
            SenderDid = sent.SenderDid,
            SenderToRecipientData = InvitationTexts.Read(sent.SenderToRecipientData, "invitation.sender_to_recipient_data"),
            MultistepWorkflow = ReadWorkflow(sent.MultistepWorkflow),
            Purpose = await purposes.ReadAsync(caller, sent, cancel),
            CreatedAt = now,
            ExpiresAt = now + ReadLifetime(request.ExpiresIn),
        };
        db.Add(invitation);
        await db.SaveChangesAsync(cancel);
        events.Note(caller, EventTypes.InvitationCreated, new EventSubject { InvitationKey = invitation.Key });
        return invitation;
    }

    /// <summary>The caller's own invitations in some states.</summary>
    public IQueryable<Invitation> InStates(VaultCaller caller, IReadOnlyCollection<string> states)
    {
        var now = clock.GetUtcNow();
        var stored = states.Select(InvitationViews.ParseState).OfType<InvitationState>().ToList();
        var expired = states.Contains(InvitationStates.Expired);
        return db.Invitations.Where(invitation => invitation.SenderKey == caller.UserKey).Where(
            invitation => invitation.State == InvitationState.New && invitation.ExpiresAt <= now
                ? expired
                : stored.Contains(invitation.State));
    }

    /// <summary>The invitation that has a token, whoever sent it; none or one.</summary>
    public IQueryable<Invitation> WithToken(string token)
    {
        var hash = SessionToken.Hash(token);
        return db.Invitations.Where(invitation => invitation.TokenHash == hash);
    }

    /// <summary>The invitation that a caller may see: his own by id or token, another's by the token that he was given.</summary>
    /// <exception cref="RefusedException">404: there is none.</exception>
    public async Task<Invitation> FindAsync(VaultCaller caller, string idOrToken, CancellationToken cancel)
    {
        var key = ids.Decode(idOrToken, IdKind.Invitation);
        var hash = SessionToken.Hash(idOrToken);
        return await db.Invitations.Include(invitation => invitation.Sender).SingleOrDefaultAsync(
            invitation => invitation.TokenHash == hash || (invitation.Key == key && invitation.SenderKey == caller.UserKey),
            cancel) ?? throw Refuse.NotFound("invitation");
    }

    /// <summary>The caller's own invitation.</summary>
    /// <exception cref="RefusedException">404: not the caller's.</exception>
    public async Task<Invitation> FindOwnAsync(VaultCaller caller, string idOrToken, CancellationToken cancel)
    {
        var invitation = await FindAsync(caller, idOrToken, cancel);
        return invitation.SenderKey == caller.UserKey ? invitation : throw Refuse.NotFound("invitation");
    }

    /// <summary>An invitation that another user sent, whatever became of it.</summary>
    /// <param name="caller">Who has the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="field">Where it stands in the request.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">404: the token is unknown. 422: it is the caller's own.</exception>
    public async Task<Invitation> FindReceivedAsync(VaultCaller caller, string? token, string field, CancellationToken cancel)
    {
        var invitation = await WithToken(token ?? "").Include(invitation => invitation.Sender).SingleOrDefaultAsync(cancel) ?? throw NotUsable();
        return invitation.SenderKey != caller.UserKey
            ? invitation
            : throw Refuse.Invalid(ErrorCodes.RecipientNotAllowed, field, "This is your own invitation.");
    }

    /// <summary>Whether the invitation can still be answered by whoever has its token.</summary>
    public bool IsOpen(Invitation invitation) => invitation.State == InvitationState.New && invitation.ExpiresAt > clock.GetUtcNow();

    /// <summary>Takes an invitation back, answered or not; doing so again changes nothing.</summary>
    /// <exception cref="RefusedException">404: not the caller's. 409: it has become a connection.</exception>
    public async Task<Invitation> CancelAsync(VaultCaller caller, string idOrToken, CancellationToken cancel)
    {
        var invitation = await FindOwnAsync(caller, idOrToken, cancel);
        if (invitation.State == InvitationState.Connected)
        {
            throw Refuse.Conflict(ErrorCodes.InvitationNotUsable, "The invitation has become a connection; delete that.");
        }

        if (invitation.State != InvitationState.Cancelled)
        {
            if (invitation.State == InvitationState.Accepted && invitation.InvitedUserKey is { } invited)
            {
                events.Tell(invited, caller, EventTypes.InvitationCancelled, new EventSubject { OtherUserKey = caller.UserKey });
            }

            events.Note(caller, EventTypes.InvitationCancelled, Subject(invitation));
            await EndAsync(invitation, InvitationState.Cancelled, cancel);
        }

        return invitation;
    }

    /// <summary>Sets a state that nothing follows; shares that were prepared will not be made.</summary>
    public async Task EndAsync(Invitation invitation, InvitationState state, CancellationToken cancel)
    {
        invitation.State = state;
        invitation.SharesToBeCreated = 0;
        await db.ShareIntents.Where(intent => intent.InvitationKey == invitation.Key).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What an event of the sender's feed says of the invitation. The invited user does not learn its id (rule 19).</summary>
    public static EventSubject Subject(Invitation invitation) =>
        new() { InvitationKey = invitation.Key, OtherUserKey = invitation.InvitedUserKey };

    /// <summary>404: nothing can be done with the token any more.</summary>
    public static RefusedException NotUsable() => new(
        StatusCodes.Status404NotFound,
        ErrorCodes.InvitationNotUsable,
        "There is no invitation with this token that could still be answered so.");

    /// <summary>422: the call belongs to the other workflow.</summary>
    public static RefusedException OtherWorkflow(Invitation invitation) => Refuse.Invalid(
        ErrorCodes.InvitationWorkflow,
        "multistep_workflow",
        invitation.MultistepWorkflow
            ? "This invitation is accepted in two steps: POST /invitations/{token}/accept, and the sender confirms."
            : "This invitation is accepted in one step: POST /connections.");

    private bool ReadWorkflow(string? multistep) => multistep?.ToUpperInvariant() switch
    {
        null or "" => options.Value.MultistepInvitations,
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw Refuse.Invalid("invitation.multistep_workflow", "multistep_workflow is true or false."),
    };

    private TimeSpan ReadLifetime(double? days) => days switch
    {
        null => options.Value.InvitationLifetime,
        > 0 => days < options.Value.InvitationLifetime.TotalDays ? TimeSpan.FromDays(days.Value) : options.Value.InvitationLifetime,
        _ => throw Refuse.Invalid("expires_in", "expires_in is a number of days greater than 0."),
    };
}
