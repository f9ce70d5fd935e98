using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of files.</summary>
public sealed class AttachmentCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) => names.Attachments.All();
}
