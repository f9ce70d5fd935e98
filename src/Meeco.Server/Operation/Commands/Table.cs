using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Meeco.Server.Operation.Commands;

/// <summary>What a command answers with: a line a row for people, or one JSON text for programs.</summary>
internal static class Table
{
    /// <summary>Asks for JSON.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "As JSON." };

    /// <summary>The rows as the command line wants them.</summary>
    public static List<string> Show<T>(ParseResult parsed, IReadOnlyList<T> rows, JsonTypeInfo<IReadOnlyList<T>> json, Func<T, string?[]> columns) =>
        parsed.GetValue(Json)
            ? [JsonSerializer.Serialize(rows, json)]
            : [.. rows.Select(row => string.Join('\t', columns(row).Select(Clean)))];

    /// <summary>One row as the command line wants it.</summary>
    public static List<string> Show<T>(ParseResult parsed, T row, JsonTypeInfo<T> json, string sentence) =>
        [parsed.GetValue(Json) ? JsonSerializer.Serialize(row, json) : Clean(sentence)];

    /// <summary>A text that users chose, for a terminal, which obeys control characters.</summary>
    public static string Clean(string? text) => string.Concat((text ?? "").Select(one => char.IsControl(one) ? ' ' : one));
}
