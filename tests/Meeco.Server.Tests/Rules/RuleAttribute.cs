using Xunit.v3;

namespace Meeco.Server.Tests.Rules;

/// <summary>Names the rules and decisions of docs/RULES.md that a test holds.</summary>
/// <param name="names">Numbers of rules (`24`) and names of decisions (`before-acceptance`).</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleAttribute(params string[] names) : Attribute, ITraitAttribute
{
    /// <summary>The rules and decisions.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Names.Select(name => KeyValuePair.Create("Rule", name))];
}
