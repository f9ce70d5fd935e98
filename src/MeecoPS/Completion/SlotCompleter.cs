using System.Collections;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Completion;

/// <summary>Completes the names of slots of the item that the command line names.</summary>
public sealed class SlotCompleter : SessionCompleter
{
    private protected override async IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (Bound<ItemIdentity>(bound, "Item") is not { } item)
        {
            yield break;
        }

        foreach (var slot in (await item.GetAsync(session, cancel).ConfigureAwait(false)).Slots)
        {
            yield return (slot.Name, slot.Label);
        }
    }
}
