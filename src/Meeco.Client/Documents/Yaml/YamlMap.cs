using System.Globalization;

namespace Meeco;

/// <summary>A mapping with its keys in order, and what a document's reader asks of it.</summary>
/// <param name="place">Where it stands.</param>
internal sealed class YamlMap(YamlPlace place = default) : YamlNode(place)
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private long _size = 1;
    private int _height = 1;

    /// <summary>The keys, in order.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <inheritdoc/>
    public override long Size => _size;

    /// <inheritdoc/>
    public override int Height => _height;

    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">What belongs to it.</param>
    /// <returns>False if the key is there already; nothing changed then.</returns>
    public bool TryAdd(string key, YamlNode value)
    {
        if (!_values.TryAdd(key, value))
        {
            return false;
        }

        _keys.Add(key);
        _size += 1 + value.Size;
        _height = Math.Max(_height, 1 + value.Height);
        return true;
    }

    /// <summary>Whether a key is there, be its value null.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>What belongs to a key; null if it is missing or its value is null.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    public YamlNode? Find(string key) =>
        _values.TryGetValue(key, out var value) && value is not YamlText { IsNull: true } ? value : null;

    /// <summary>The map that belongs to a key; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The map.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is no map.</exception>
    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMap map => map,
        var other => throw DocumentErrors.WrongShape(other, key, "a map"),
    };

    /// <summary>As <see cref="Map"/>, and it must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The map.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public YamlMap RequiredMap(string key) => Map(key) ?? throw DocumentErrors.Missing(this, key);

    /// <summary>The list that belongs to a key; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The list.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is no list.</exception>
    public YamlList? List(string key) => Find(key) switch
    {
        null => null,
        YamlList list => list,
        var other => throw DocumentErrors.WrongShape(other, key, "a list"),
    };

    /// <summary>As <see cref="List"/>, and it must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The list.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public YamlList RequiredList(string key) => List(key) ?? throw DocumentErrors.Missing(this, key);

    /// <summary>The text that belongs to a key, whatever it looks like; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is a list or a map.</exception>
    public string? Text(string key) => Scalar(key)?.Value;

    /// <summary>As <see cref="Text"/>, and it must be there and not be empty.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public string RequiredText(string key) =>
        Text(key) is { Length: > 0 } text ? text : throw DocumentErrors.Missing(this, key);

    /// <summary>The truth value that belongs to a key; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is neither true nor false.</exception>
    public bool? Flag(string key) => Scalar(key) switch
    {
        null => null,
        { Value: "true" or "True" or "TRUE" } => true,
        { Value: "false" or "False" or "FALSE" } => false,
        var other => throw DocumentErrors.WrongShape(other, key, "true or false"),
    };

    /// <summary>The whole number that belongs to a key; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The number.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is no whole number.</exception>
    public int? Number(string key) => Scalar(key) switch
    {
        null => null,
        var text when int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            number,
        var other => throw DocumentErrors.WrongShape(other, key, "a whole number"),
    };

    /// <summary>The time that belongs to a key, in UTC; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The time.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is no time.</exception>
    public DateTimeOffset? Time(string key) => Scalar(key) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(
            text.Value,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time) => time,
        var other => throw DocumentErrors.WrongShape(other, key, "a time"),
    };

    /// <summary>The scalar that belongs to a key; null if it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The scalar.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: it is a list or a map.</exception>
    public YamlText? Scalar(string key) => Find(key) switch
    {
        null => null,
        YamlText text => text,
        var other => throw DocumentErrors.WrongShape(other, key, "a text"),
    };
}
