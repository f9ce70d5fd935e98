using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the labels of items.</summary>
public sealed class ItemCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Items.ListNamesAsync(cancel).Select(item => (item.Label, $"{item.Template} {item.Id}"));
}
