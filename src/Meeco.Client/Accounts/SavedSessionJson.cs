using System.Text.Json.Serialization;

namespace Meeco;

/// <summary>The JSON form of a saved session.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavedSession))]
internal sealed partial class SavedSessionJson : JsonSerializerContext;
