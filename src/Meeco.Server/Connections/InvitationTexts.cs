using System.Text;
using System.Text.Json;
using Meeco.Server.Http;

namespace Meeco.Server.Connections;

/// <summary>Reads the pairs of text that sender and recipient of an invitation leave for each other.</summary>
internal static class InvitationTexts
{
    private const int MaxPairs = 8;
    private const int MaxKeyBytes = 32;
    private const int MaxValueBytes = 4096;

    /// <summary>The pairs as JSON; the empty object when there are none.</summary>
    /// <exception cref="RefusedException">422: not an object of few short texts.</exception>
    public static string Read(JsonElement? data, string field)
    {
        if (data is null or { ValueKind: JsonValueKind.Null })
        {
            return "{}";
        }

        var pairs = data.Value.ValueKind == JsonValueKind.Object ? data.Value.EnumerateObject().ToList() : null;
        return pairs is { Count: <= MaxPairs } && pairs.TrueForAll(IsShortText)
            ? data.Value.GetRawText()
            : throw Refuse.Invalid(
                field,
                $"{field} is an object of at most {MaxPairs} texts, names of {MaxKeyBytes} and texts of {MaxValueBytes} bytes.");
    }

    private static bool IsShortText(JsonProperty pair) =>
        pair.Value.ValueKind == JsonValueKind.String
        && Encoding.UTF8.GetByteCount(pair.Name) <= MaxKeyBytes
        && Encoding.UTF8.GetByteCount(pair.Value.GetString()!) <= MaxValueBytes;
}
