using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of connections.</summary>
public sealed class ConnectionCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Connections.All();
}
