using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of connections.</summary>
public sealed class ConnectionCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Connections.ListAsync(cancel)
            .Where(connection => connection.Name is not null)
            .Select(connection => (connection.Name!, connection.Id));
}
