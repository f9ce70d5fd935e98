using System.Collections;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Completion;

/// <summary>Completes the names of slots: of the items that the command line names, or of all where they come from the pipeline.</summary>
public sealed class SlotCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) =>
        names.Slots.All().Of(names.Items, [.. (Bound<ItemIdentity[]>(bound, "Item") ?? []).Select(item => item.Reference)]);
}
