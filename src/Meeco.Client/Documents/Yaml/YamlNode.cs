namespace Meeco;

/// <summary>A piece of a YAML document: a text, a list or a map. What an alias stands for is there once and shared.</summary>
/// <param name="place">Where it stands.</param>
internal abstract class YamlNode(YamlPlace place)
{
    /// <summary>Where it stands; nowhere in a document that is being written.</summary>
    public YamlPlace Place { get; } = place;

    /// <summary>How many pieces it has, itself included, every alias counted as what it stands for.</summary>
    public abstract long Size { get; }

    /// <summary>How many levels it has: 1 for a text.</summary>
    public abstract int Height { get; }

    /// <summary>What kind of piece it is: a piece may hold a secret and never shows itself.</summary>
    /// <returns>The name of the type.</returns>
    public sealed override string ToString() => GetType().Name;
}
