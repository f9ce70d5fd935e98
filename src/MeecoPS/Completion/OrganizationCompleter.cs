using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of organizations.</summary>
public sealed class OrganizationCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Organizations.All();
}
