using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Commands.Shares;

/// <summary>An item that is to be shared, by whom and with whom.</summary>
public sealed class ItemToShare
{
    internal ItemToShare(ItemIdentity item, MeecoSession session, IReadOnlyList<MeecoConnection> recipients) =>
        (Item, Session, Recipients) = (item, session, recipients);

    internal ItemIdentity Item { get; }

    internal MeecoSession Session { get; }

    internal IReadOnlyList<MeecoConnection> Recipients { get; }

    private ShareStart? Start { get; set; }

    /// <summary>The item, as the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Item.ToString();

    /// <summary>The recipients in a few words, however many they are.</summary>
    internal string RecipientsInWords => Recipients.Count <= 3
        ? string.Join(", ", Recipients)
        : $"{Recipients[0]}, {Recipients[1]} and {Recipients.Count - 2} others";

    /// <summary>Reads about several items at once; one of which nothing is found is read by itself later.</summary>
    internal static async Task ReadAsync(IEnumerable<ItemToShare> items, CancellationToken cancel)
    {
        foreach (var ofSession in items.Where(item => item.Item.KnownId is not null).GroupBy(item => item.Session))
        {
            var ids = ofSession.Select(item => item.Item.KnownId!).Distinct(StringComparer.Ordinal).ToArray();
            var found = await ofSession.Key.Shares.ReadStartsAsync(ids, cancel).ConfigureAwait(false);
            foreach (var item in ofSession)
            {
                item.Start = found.GetValueOrDefault(item.Item.KnownId!);
            }
        }
    }

    /// <summary>Shares the item.</summary>
    internal async IAsyncEnumerable<object> ShareAsync(NewShare conditions, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (id, start) = await FindAsync(cancel).ConfigureAwait(false);
        var outcomes = Session.Shares.CreateAsync(id, start, Recipients, InFull(conditions), cancel);
        await foreach (var outcome in outcomes.ConfigureAwait(false))
        {
            yield return outcome;
        }
    }

    /// <summary>Tells what it would take.</summary>
    internal async IAsyncEnumerable<object> PlanAsync(NewShare conditions, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (id, start) = await FindAsync(cancel).ConfigureAwait(false);
        yield return await Session.Shares.PlanAsync(id, start, Recipients, InFull(conditions), cancel).ConfigureAwait(false);
    }

    // A file may ask for one slot.
    private NewShare InFull(NewShare conditions) => conditions with { Slot = conditions.Slot ?? (Item.Source as MeecoShareRequest)?.SlotId };

    private async Task<(string Id, ShareStart? Start)> FindAsync(CancellationToken cancel)
    {
        var id = await Item.ResolveIdAsync(Session, cancel).ConfigureAwait(false);
        return (id, Start ?? (await Session.Shares.ReadStartsAsync([id], cancel).ConfigureAwait(false)).GetValueOrDefault(id));
    }
}
