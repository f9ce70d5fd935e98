using System.Globalization;

namespace Meeco;

/// <summary>Builds the documents that are written.</summary>
internal static class YamlBuilder
{
    /// <summary>Adds a text, or null.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">A key that it does not have.</param>
    /// <param name="value">The text.</param>
    /// <returns>The map.</returns>
    public static YamlMap With(this YamlMap map, string key, string? value) =>
        map.With(key, value is null ? YamlText.Null : new YamlText(value));

    /// <summary>Adds a truth value.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">A key that it does not have.</param>
    /// <param name="value">The value.</param>
    /// <returns>The map.</returns>
    public static YamlMap With(this YamlMap map, string key, bool value) =>
        map.With(key, new YamlText(value ? "true" : "false", isPlain: true));

    /// <summary>Adds a number.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">A key that it does not have.</param>
    /// <param name="value">The number.</param>
    /// <returns>The map.</returns>
    public static YamlMap With(this YamlMap map, string key, int value) =>
        map.With(key, new YamlText(value.ToString(CultureInfo.InvariantCulture), isPlain: true));

    /// <summary>Adds a time, as JavaScript writes it; null where it is not known.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">A key that it does not have.</param>
    /// <param name="value">The time.</param>
    /// <returns>The map.</returns>
    public static YamlMap With(this YamlMap map, string key, DateTimeOffset? value) =>
        map.With(key, value is { } time && time != default
            ? new YamlText(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), isPlain: true)
            : YamlText.Null);

    /// <summary>Adds a map or a list.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">A key that it does not have.</param>
    /// <param name="value">What belongs to it.</param>
    /// <returns>The map.</returns>
    public static YamlMap With(this YamlMap map, string key, YamlNode value)
    {
        _ = map.TryAdd(key, value);
        return map;
    }

    /// <summary>A document.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="spec">What it says.</param>
    /// <param name="metadata">What it says about that; null for nothing.</param>
    /// <returns>The document.</returns>
    public static YamlMap Document(string kind, YamlNode spec, YamlMap? metadata = null)
    {
        var document = new YamlMap().With("kind", kind);
        return (metadata is null ? document : document.With("metadata", metadata)).With("spec", spec);
    }
}
