using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the labels of items.</summary>
public sealed class ItemCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Items.All();
}
