using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of item templates: of those that the session has seen, and before it has seen any, of the usual ones.</summary>
public sealed class ItemTemplateCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) =>
        names.Templates.All() is { Count: > 0 } seen ? seen : StandardTemplates.Names;
}
