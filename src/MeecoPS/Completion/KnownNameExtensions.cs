using Meeco;

namespace MeecoPS.Completion;

/// <summary>Narrows names down to those of what the command line names.</summary>
internal static class KnownNameExtensions
{
    /// <summary>Only the names that belong to certain things.</summary>
    /// <param name="names">The names.</param>
    /// <param name="owners">What the things themselves are called.</param>
    /// <param name="references">Ids or exact names of the things; none for all things.</param>
    /// <returns>The names.</returns>
    public static IEnumerable<KnownName> Of(this IEnumerable<KnownName> names, NameShelf owners, params string?[] references)
    {
        var given = references.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (given.Count == 0)
        {
            return names;
        }

        var ids = owners.All().Where(owner => given.Contains(owner.Text)).Select(owner => owner.Id)
            .Concat(given).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Where(name => name.Of is { } owner && ids.Contains(owner));
    }
}
