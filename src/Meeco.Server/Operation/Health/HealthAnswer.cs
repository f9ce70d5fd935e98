using System.Text.Json.Serialization;

namespace Meeco.Server.Operation.Health;

/// <summary>How the server is: <c>ok</c> or <c>unavailable</c>, and the same of each part.</summary>
internal sealed record HealthAnswer(string Status)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, string>? Checks { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
