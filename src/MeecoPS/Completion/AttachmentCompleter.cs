using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of files.</summary>
public sealed class AttachmentCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Attachments.ListNamesAsync(cancel).Select(file => (file.Name, file.Id));
}
