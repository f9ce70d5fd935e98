using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Events;

/// <summary>Lists what happened, as one user is told of it.</summary>
internal sealed class EventListing(
    MeecoDb db,
    Transactions transactions,
    PublicIds ids,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>One page of a feed.</summary>
    /// <param name="Events">The events, newest first unless the request says otherwise.</param>
    /// <param name="Next">The next page's cursor.</param>
    /// <param name="Meta">How it was cut.</param>
    public sealed record Result(IReadOnlyList<EventBody> Events, string? Next, PageMeta Meta);

    /// <summary>A page of the caller's feed.</summary>
    public Task<Result> ListAsync(VaultCaller caller, PageRequest page, CancellationToken cancel)
    {
        var end = clock.GetUtcNow() - options.Value.EventLifetime;
        var feed = db.Events.AsNoTracking().Where(one => one.UserKey == caller.UserKey && one.CreatedAt > end);
        return transactions.ReadAsync(
            async inner =>
            {
                var found = await feed.PageAsync(page, inner);
                var connections = await ConnectionsAsync(caller, found.Rows, inner);
                return new Result(
                    [.. found.Rows.Select(one => Body(one, connections))],
                    found.Next is { } next ? ids.EncodeCursor(next) : null,
                    page.Meta("events.created_at", found.Next is not null, found.Count));
            },
            cancel);
    }

    private Task<Dictionary<long, Connection>> ConnectionsAsync(VaultCaller caller, IReadOnlyList<Event> events, CancellationToken cancel)
    {
        var others = events.Select(one => one.Subject.OtherUserKey).OfType<long>().ToHashSet();
        return db.Connections.AsNoTracking()
            .Where(side => side.UserKey == caller.UserKey && others.Contains(side.OtherUserKey))
            .ToDictionaryAsync(side => side.OtherUserKey, cancel);
    }

    private EventBody Body(Event one, Dictionary<long, Connection> connections)
    {
        var subject = one.Subject;
        var connection = connections.GetValueOrDefault(subject.OtherUserKey ?? 0);
        return new EventBody
        {
            Id = ids.Encode(IdKind.Event, one.Key),
            Timestamp = one.CreatedAt,
            EventType = one.Type,
            ItemId = ids.Encode(IdKind.ReceivedItem, subject.ReceivedItemKey) ?? ids.Encode(IdKind.Item, subject.ItemKey),
            ItemLabel = subject.ItemLabel,
            SlotId = SlotId(subject),
            SlotLabel = subject.SlotLabel,
            ShareId = ids.Encode(IdKind.Share, subject.ShareKey),
            ConnectionId = ids.Encode(IdKind.Connection, subject.ConnectionKey ?? connection?.Key),
            InvitationId = ids.Encode(IdKind.Invitation, subject.InvitationKey),
            UserId = ids.Encode(IdKind.VaultUser, subject.OtherUserKey),
            EncryptedUserName = connection?.EncryptedRecipientName,
            AttachmentId = ids.Encode(IdKind.Attachment, subject.AttachmentKey),
            AttachmentLabel = subject.AttachmentLabel,
            ActorId = ids.Encode(IdKind.VaultUser, one.ActorKey),
            SessionId = ids.Encode(IdKind.VaultSession, subject.SessionKey),
        };
    }

    private string? SlotId(EventSubject subject) =>
        subject is { ReceivedItemKey: { } copy, SlotOrdinal: { } ordinal }
            ? ids.Encode(IdKind.ReceivedSlot, copy, ordinal)
            : ids.Encode(IdKind.Slot, subject.SlotKey);
}
