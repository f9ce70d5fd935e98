using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of item templates.</summary>
public sealed class ItemTemplateCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Templates.All();
}
