using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes classifications: tags by their name, others with their scheme.</summary>
public sealed class ClassificationCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Classifications.ListAsync(new ClassificationFilter(), cancel).Select(node => (
            node.Scheme == ClassificationInput.TagScheme ? node.Name : node.ToString(),
            node.Label));
}
