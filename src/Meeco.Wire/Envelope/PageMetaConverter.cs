using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Meeco.Wire;

/// <summary>Writes <see cref="PageMeta"/> in the shape that it asks for, and reads both.</summary>
public sealed class PageMetaConverter : JsonConverter<PageMeta>
{
    /// <inheritdoc/>
    public override PageMeta Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return new PageMeta(JsonSerializer.Deserialize(ref reader, Of<CollectionReport>(options))!, AsList: false);
        }

        var reports = JsonSerializer.Deserialize(ref reader, Of<IReadOnlyList<CollectionReport>>(options))!;
        return new PageMeta(reports.Count > 0 ? reports[0] : new CollectionReport(), AsList: true);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PageMeta value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        if (value.AsList)
        {
            JsonSerializer.Serialize(writer, [value.Report], Of<IReadOnlyList<CollectionReport>>(options));
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Report, Of<CollectionReport>(options));
        }
    }

    private static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
