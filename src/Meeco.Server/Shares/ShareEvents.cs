using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// Tells the parties of shares what became of them (rule 79), each by the ids that he knows. Call it inside the
/// transaction of the change, while the shares are in the database.
/// </summary>
internal sealed class ShareEvents(MeecoDb db, EventLog log)
{
    // Far below what a query takes in parameters.
    private const int SharesPerQuery = 500;

    /// <summary>Tells owner, sender and recipient of each share.</summary>
    public Task TellPartiesAsync(VaultCaller caller, string type, IReadOnlyCollection<long> keys, CancellationToken cancel) =>
        TellAsync(caller, type, keys, Parties, cancel);

    /// <summary>Tells owner, sender and recipient of each share that was just made, of which nothing need be read.</summary>
    public void TellParties(VaultCaller caller, string type, IEnumerable<Share> shares, SharingSource source)
    {
        foreach (var share in shares)
        {
            Tell(caller, type, Told.Of(share, source.Item, source.OnShare?.Parent.ReceivedItemKey), Parties);
        }
    }

    /// <summary>
    /// Tells the recipient of each of an item's shares, of which nothing need be read; the item has its slots where a share is
    /// of one.
    /// </summary>
    public void TellRecipients(VaultCaller caller, string type, IEnumerable<Share> shares, Item item)
    {
        foreach (var share in shares)
        {
            // What the sender calls the item is of no concern to the recipient.
            Tell(caller, type, Told.Of(share, item, sendersCopyKey: null), Recipient);
        }
    }

    /// <summary>Tells the recipient of each share.</summary>
    public Task TellRecipientsAsync(VaultCaller caller, string type, IReadOnlyCollection<long> keys, CancellationToken cancel) =>
        TellAsync(caller, type, keys, Recipient, cancel);

    private async Task TellAsync(
        VaultCaller caller,
        string type,
        IReadOnlyCollection<long> keys,
        Func<Told, IEnumerable<long>> whom,
        CancellationToken cancel)
    {
        foreach (var chunk in keys.Chunk(SharesPerQuery))
        {
            foreach (var share in await ReadAsync(chunk, cancel))
            {
                Tell(caller, type, share, whom);
            }
        }
    }

    private void Tell(VaultCaller caller, string type, Told share, Func<Told, IEnumerable<long>> whom)
    {
        foreach (var user in whom(share))
        {
            log.Tell(user, caller, type, share.SubjectFor(user));
        }
    }

    private static IEnumerable<long> Parties(Told share) => new HashSet<long> { share.OwnerKey, share.SenderKey, share.RecipientKey };

    private static IEnumerable<long> Recipient(Told share) => [share.RecipientKey];

    private Task<List<Told>> ReadAsync(long[] keys, CancellationToken cancel) => db.Shares
        .Where(share => keys.Contains(share.Key))
        .OrderBy(share => share.Key)
        .Select(share => new Told
        {
            OwnerKey = share.OwnerKey,
            SenderKey = share.SenderKey,
            RecipientKey = share.RecipientKey,
            SendersCopyKey = share.Parent == null ? null : share.Parent.ReceivedItemKey,
            RecipientsCopyKey = share.ReceivedItemKey,
            Subject = new EventSubject
            {
                ItemKey = share.ItemKey,
                ItemLabel = share.Item!.Label,
                SlotKey = share.SlotKey,
                SlotOrdinal = share.SlotOrdinal,
                SlotLabel = share.Item.Slots.Where(slot => slot.Key == share.SlotKey).Select(slot => slot.Label).FirstOrDefault(),
                ShareKey = share.Key,
            },
        })
        .ToListAsync(cancel);

    private sealed record Told
    {
        public required long OwnerKey { get; init; }

        public required long SenderKey { get; init; }

        public required long RecipientKey { get; init; }

        public required long? SendersCopyKey { get; init; }

        public required long RecipientsCopyKey { get; init; }

        public required EventSubject Subject { get; init; }

        public static Told Of(Share share, Item item, long? sendersCopyKey) => new()
        {
            OwnerKey = share.OwnerKey,
            SenderKey = share.SenderKey,
            RecipientKey = share.RecipientKey,
            SendersCopyKey = sendersCopyKey,
            RecipientsCopyKey = share.ReceivedItemKey,
            Subject = EventSubject.Of(item, item.Slots.Find(slot => slot.Key == share.SlotKey)) with
            {
                SlotKey = share.SlotKey,
                SlotOrdinal = share.SlotOrdinal,
                ShareKey = share.Key,
            },
        };

        public EventSubject SubjectFor(long userKey) => Subject with
        {
            ReceivedItemKey = userKey == OwnerKey ? null : userKey == RecipientKey ? RecipientsCopyKey : SendersCopyKey,
            OtherUserKey = userKey == RecipientKey ? SenderKey : RecipientKey,
        };
    }
}
