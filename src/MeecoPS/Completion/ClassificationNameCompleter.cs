using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes classifications by their bare names: of the scheme that the command line names, or of all.</summary>
public sealed class ClassificationNameCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound)
    {
        var scheme = Bound<string>(bound, "ClassificationScheme") ?? Bound<string>(bound, "Scheme");
        return names.Classifications.All()
            .Select(node => (Node: node, Slash: node.Text.IndexOf('/', StringComparison.Ordinal)))
            .Where(one => scheme is null || string.Equals(scheme, SchemeOf(one.Node, one.Slash), StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Node with { Text = one.Node.Text[(one.Slash + 1)..] });
    }

    private static string SchemeOf(KnownName node, int slash) => slash < 0 ? ClassificationInput.TagScheme : node.Text[..slash];
}
