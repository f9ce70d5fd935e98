using System.Management.Automation;
using System.Reflection;

namespace MeecoPS.Completion;

/// <summary>The parameters of this module that take wildcards.</summary>
internal static class WildcardParameters
{
    private static readonly Lazy<IReadOnlySet<string>> Known = new(() => typeof(WildcardParameters).Assembly.GetExportedTypes()
        .SelectMany(static type => type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet
            ? type.GetProperties()
                .Where(static property => property.IsDefined(typeof(SupportsWildcardsAttribute)))
                .Select(property => $"{cmdlet.VerbName}-{cmdlet.NounName} {property.Name}")
            : [])
        .ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a parameter does.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>True if wildcards mean something there.</returns>
    public static bool Contain(string command, string parameter) => Known.Value.Contains($"{command} {parameter}");
}
