using System.Text;
using System.Text.Json;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Connections;

/// <summary>Makes, finds and cancels invitations (docs/WIRE.md 4.6).</summary>
internal sealed class Invitations(MeecoDb db, PublicIds ids, Purposes purposes, EventLog log, TimeProvider clock, IOptions<ServerOptions> options)
{
    private const int MaxPairs = 8;
    private const int MaxKeyBytes = 32;
    private const int MaxValueBytes = 4096;

    /// <summary>Makes an invitation.</summary>
    /// <exception cref="RefusedException">422: a member is missing, malformed or of a kind that this server does not make.</exception>
    public async Task<Invitation> CreateAsync(VaultCaller caller, PostInvitationsRequest request, CancellationToken cancel)
    {
        var sent = request.Invitation ?? new PostInvitationsInvitation();
        if (sent.MultistepWorkflow is not (null or "" or "false" or "0"))
        {
            throw Refuse.Invalid("invitation.multistep_workflow", "This server connects users in one step.");
        }

        var now = clock.GetUtcNow();
        var invitation = new Invitation
        {
            SenderKey = caller.UserKey,
            Token = SessionToken.Create(),
            State = InvitationState.New,
            PublicKey = ConnectionKeys.Read(request.PublicKey),
            KeyPairExternalId = request.PublicKey?.KeypairExternalId,
            EncryptedRecipientName = ConnectionKeys.ReadName(sent.EncryptedRecipientName, "invitation.encrypted_recipient_name"),
            EncryptedSenderName = sent.EncryptedSenderName,
            SenderDid = sent.SenderDid,
            SenderToRecipientData = ReadData(sent.SenderToRecipientData),
            MultistepWorkflow = false,
            Purpose = await purposes.ReadAsync(caller, sent, cancel),
            CreatedAt = now,
            ExpiresAt = now + ReadLifetime(request.ExpiresIn),
        };
        db.Add(invitation);
        await db.SaveChangesAsync(cancel);
        log.Note(caller, EventTypes.InvitationCreated, new EventSubject { InvitationKey = invitation.Key });
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

    /// <summary>The invitation that a caller may see: his own by id or token, another's by the token that he was given.</summary>
    /// <exception cref="RefusedException">404: there is none.</exception>
    public async Task<Invitation> FindAsync(VaultCaller caller, string idOrToken, CancellationToken cancel)
    {
        var key = ids.Decode(idOrToken, IdKind.Invitation);
        return await db.Invitations.Include(invitation => invitation.Sender).SingleOrDefaultAsync(
            invitation => invitation.Token == idOrToken || (invitation.Key == key && invitation.SenderKey == caller.UserKey),
            cancel) ?? throw Refuse.NotFound("invitation");
    }

    /// <summary>Takes an invitation back; doing so again changes nothing.</summary>
    /// <exception cref="RefusedException">404: not the caller's. 409: it has become a connection.</exception>
    public async Task CancelAsync(VaultCaller caller, string idOrToken, CancellationToken cancel)
    {
        var invitation = await FindAsync(caller, idOrToken, cancel);
        if (invitation.SenderKey != caller.UserKey)
        {
            throw Refuse.NotFound("invitation");
        }

        if (invitation.State == InvitationState.Connected)
        {
            throw Refuse.Conflict(ErrorCodes.InvitationNotUsable, "The invitation has become a connection; delete that.");
        }

        if (invitation.State != InvitationState.Cancelled)
        {
            invitation.State = InvitationState.Cancelled;
            log.Note(caller, EventTypes.InvitationCancelled, new EventSubject { InvitationKey = invitation.Key });
        }
    }

    private TimeSpan ReadLifetime(double? days) => days switch
    {
        null => options.Value.InvitationLifetime,
        > 0 => days < options.Value.InvitationLifetime.TotalDays ? TimeSpan.FromDays(days.Value) : options.Value.InvitationLifetime,
        _ => throw Refuse.Invalid("expires_in", "expires_in is a number of days greater than 0."),
    };

    private static string ReadData(JsonElement? data)
    {
        if (data is null or { ValueKind: JsonValueKind.Null })
        {
            return "{}";
        }

        var pairs = data.Value.ValueKind == JsonValueKind.Object ? data.Value.EnumerateObject().ToList() : null;
        return pairs is { Count: <= MaxPairs } && pairs.TrueForAll(IsShortText)
            ? data.Value.GetRawText()
            : throw Refuse.Invalid(
                "invitation.sender_to_recipient_data",
                $"sender_to_recipient_data is an object of at most {MaxPairs} texts, names of {MaxKeyBytes} and texts of {MaxValueBytes} bytes.");
    }

    private static bool IsShortText(JsonProperty pair) =>
        pair.Value.ValueKind == JsonValueKind.String
        && Encoding.UTF8.GetByteCount(pair.Name) <= MaxKeyBytes
        && Encoding.UTF8.GetByteCount(pair.Value.GetString()!) <= MaxValueBytes;
}
