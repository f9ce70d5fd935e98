using System.Collections.Concurrent;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Tells what the slot of a single-slot share is called. A share names it by the owner's id, by which nobody else can
/// read: a recipient finds it in his copy. Safe for use by several threads.
/// </summary>
internal sealed class SlotNames(MeecoSession session)
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Remembers what slots are called.</summary>
    /// <param name="slots">Slots of an own item or of a copy.</param>
    public void Remember(IEnumerable<SlotBody> slots)
    {
        foreach (var slot in slots)
        {
            _names[slot.OriginalId ?? slot.Id] = slot.Name;
        }
    }

    /// <summary>Finds the name.</summary>
    /// <param name="share">The share.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The name; null for a share of a whole item, and where the user may not know it or the slot is gone.</returns>
    public async Task<string?> FindAsync(ShareBody share, CancellationToken cancel)
    {
        if (share.SlotId is not { } id)
        {
            return null;
        }

        if (_names.TryGetValue(id, out var known))
        {
            return known;
        }

        if (share.OwnerId == session.UserId)
        {
            if (await session.Apis.Items.GetSlotAsync(id, cancel).OrNull().ConfigureAwait(false) is { } own)
            {
                Remember([own.Slot]);
            }
        }
        else if (share.RecipientId == session.UserId
            && ShareMapping.IsReadable(share)
            && await session.Apis.Shares.GetIncomingItemAsync(share.Id, cancel).OrNull().ConfigureAwait(false) is { } received)
        {
            Remember(received.Slots);
        }

        return _names.GetValueOrDefault(id);
    }
}
