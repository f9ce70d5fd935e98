using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Meeco.Wire;

/// <summary>Reads lists and refuses a null among the elements, which no member of the contract allows.</summary>
public sealed class NonNullListConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
    }

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return (JsonConverter)Activator.CreateInstance(
            typeof(Of<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;
    }

    private sealed class Of<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override IReadOnlyList<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("A list is expected.");
            }

            var element = (JsonConverter<T>)options.GetConverter(typeof(T));
            var list = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                list.Add(ReadElement(ref reader, element, options) ?? throw new JsonException("A list must not hold null."));
            }

            return list;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        {
            // Not through the serializer, which would flush the writer after each element.
            var element = (JsonConverter<T>)options.GetConverter(typeof(T));
            writer.WriteStartArray();
            foreach (var one in value)
            {
                element.Write(writer, one, options);
            }

            writer.WriteEndArray();
        }

        // The serializer looks for the end of each element before it reads it, and again for the end of each list in it: a body of many
        // would be read three times. It alone knows the place of a mistake, though, and so is asked where there is one.
        private static T? ReadElement(ref Utf8JsonReader reader, JsonConverter<T> element, JsonSerializerOptions options)
        {
            var begun = reader;
            try
            {
                return element.Read(ref reader, typeof(T), options);
            }
            catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
            {
                JsonSerializer.Deserialize(ref begun, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
                throw;
            }
        }
    }
}
