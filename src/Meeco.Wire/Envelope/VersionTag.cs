using System.Globalization;

namespace Meeco.Wire;

/// <summary>The version of an item as it stands in the headers <c>ETag</c> and <c>If-Match</c>. Additive.</summary>
public static class VersionTag
{
    /// <summary>Writes a version as a strong entity tag, for example <c>"7"</c> with its quotation marks.</summary>
    /// <param name="version">The version of an item.</param>
    /// <returns>The header's value.</returns>
    public static string Format(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads a version; a missing pair of quotation marks is forgiven.</summary>
    /// <param name="tag">The header's value.</param>
    /// <param name="version">The version of an item.</param>
    /// <returns>Whether the value is one that <see cref="Format"/> may have written.</returns>
    public static bool TryParse(string? tag, out long version) =>
        long.TryParse(tag?.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version);
}
