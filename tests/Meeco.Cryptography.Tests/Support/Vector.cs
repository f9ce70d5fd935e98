using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Meeco.Cryptography.Tests.Support;

/// <summary>One recorded case: its members by name.</summary>
public sealed class Vector(JsonElement json)
{
    private static readonly Lazy<JsonElement> Root = new(() => Read("vectors.json"));

    public JsonElement Json { get; } = json;

    public string Id => Optional("id") ?? Optional("secret") ?? string.Empty;

    public string this[string name] => Optional(name) ?? throw new InvalidOperationException($"{Id} has no {name}.");

    public string? Optional(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Has(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public byte[] Bytes(string name) => Convert.FromHexString(this[name]);

    public int Number(string name) => Json.GetProperty(name).GetInt32();

    /// <summary>The text that is recorded as UTF-16 code units, because JSON cannot carry half a surrogate pair.</summary>
    public string Utf16(string name) => new(MemoryMarshal.Cast<byte, char>(Bytes(name)));

    public static Vector Section(string name) => new(Root.Value.GetProperty(name));

    public static IEnumerable<Vector> Family(string name)
    {
        var family = Root.Value.GetProperty(name);
        return family.EnumerateArray().Select(static item => new Vector(item));
    }

    public static JsonElement Read(string file)
    {
        using var stream = Open(file);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static string ReadText(string file)
    {
        using var reader = new StreamReader(Open(file), Encoding.ASCII);
        return reader.ReadToEnd();
    }

    private static Stream Open(string file) =>
        typeof(Vector).Assembly.GetManifestResourceStream($"Vectors/{file}")
            ?? throw new FileNotFoundException("There is no such vector file.", file);
}
