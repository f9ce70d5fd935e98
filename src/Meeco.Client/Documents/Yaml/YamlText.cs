namespace Meeco;

/// <summary>A scalar. YAML's own types are not applied: whoever reads says what is to be a number or a time.</summary>
/// <param name="value">The text.</param>
/// <param name="isPlain">Whether it stands without quotes, so that it may be null, a number or a truth value.</param>
/// <param name="place">Where it stands.</param>
internal sealed class YamlText(string value, bool isPlain = false, YamlPlace place = default) : YamlNode(place)
{
    /// <summary>Nothing, as a document writes it.</summary>
    public static YamlText Null { get; } = new("null", isPlain: true);

    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it stands without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it means nothing, in one of the spellings of YAML 1.2.</summary>
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override long Size => 1;

    /// <inheritdoc/>
    public override int Height => 1;
}
