using System.Management.Automation;

namespace MeecoPS.Pipeline;

/// <summary>Names that a user gave to choose by, wildcards allowed.</summary>
/// <param name="patterns">The names; null to choose all.</param>
internal sealed class NamePatterns(IEnumerable<string>? patterns)
{
    private readonly List<WildcardPattern>? _patterns = patterns?.Select(Of).ToList();

    /// <summary>Whether anything fits.</summary>
    public bool FitsAll => _patterns is null;

    /// <summary>Whether a name is one of those.</summary>
    /// <param name="name">The name; null is as good as empty.</param>
    /// <returns>True if one of them fits.</returns>
    public bool Fits(string? name) => _patterns is null || _patterns.Exists(pattern => pattern.IsMatch(name ?? string.Empty));

    /// <summary>Whether a name stands for any number of things, of which there may be none.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it has wildcards.</returns>
    public static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name);

    private static WildcardPattern Of(string name) => WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
}
