using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>Timestamps as the published clients write them: ISO 8601, UTC, milliseconds.</summary>
/// <remarks>Every ISO 8601 form is read; one without a zone is UTC, never the zone of this machine.</remarks>
public sealed class UtcTimestampConverter : JsonConverter<DateTimeOffset>
{
    private const int RoundTripLength = 28;
    private const int MillisecondsLength = 23;

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var time)
            ? time
            : throw new JsonException("A timestamp in ISO 8601 is expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);

        // The round-trip form, which is the fastest, cut behind the milliseconds.
        Span<byte> text = stackalloc byte[RoundTripLength];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[MillisecondsLength] = (byte)'Z';
        writer.WriteStringValue(text[..(MillisecondsLength + 1)]);
    }

    private static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        // The parser of .NET also reads forms such as "11/22/2026", whose meaning depends on who wrote them.
        return text is { Length: >= 10 } && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out time);
    }
}
