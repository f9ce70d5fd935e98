namespace Meeco;

/// <summary>A sequence.</summary>
/// <param name="items">Its elements.</param>
/// <param name="place">Where it stands.</param>
internal sealed class YamlList(IReadOnlyList<YamlNode> items, YamlPlace place = default) : YamlNode(place)
{
    /// <summary>The elements.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override long Size { get; } = 1 + items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override int Height { get; } = 1 + (items.Count == 0 ? 0 : items.Max(item => item.Height));

    /// <summary>The elements as maps.</summary>
    /// <returns>The maps.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>: one is none.</exception>
    public IEnumerable<YamlMap> Maps() => Items.Select(item => item as YamlMap ?? throw DocumentErrors.NotAMap(item));
}
