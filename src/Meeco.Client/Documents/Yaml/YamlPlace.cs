using System.Globalization;

namespace Meeco;

/// <summary>Where something stands in a document, for errors to name.</summary>
/// <param name="Source">The file, or what the document came from.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
internal readonly record struct YamlPlace(string Source, long Line, long Column)
{
    /// <summary>Source, line and column.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source}, line {Line}, column {Column}");
}
