using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of item templates.</summary>
public sealed class ItemTemplateCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Templates.ListAsync(new ItemTemplateFilter(), cancel).Select(template => (template.Name, template.Label));
}
