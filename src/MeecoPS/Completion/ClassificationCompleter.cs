using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes classifications: tags by their name, others with their scheme.</summary>
public sealed class ClassificationCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Classifications.All();
}
