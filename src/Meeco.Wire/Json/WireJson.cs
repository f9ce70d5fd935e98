using System.Text.Json;
using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>How the contract is written and read as JSON.</summary>
/// <remarks>
/// Both ways: snake_case names, timestamps in UTC with milliseconds (any ISO 8601 form is read), unknown members are
/// ignored, a null where none belongs is refused. What differs is nulls: see the two properties.
/// </remarks>
public static class WireJson
{
    /// <summary>The JSON object without members.</summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    /// <summary>For clients: members that are null are left out, because servers take an absent member as "as it is".</summary>
    public static WireJsonContext ForRequests { get; } = Create(JsonIgnoreCondition.WhenWritingNull);

    /// <summary>For servers: every member is written, because the published clients trip over absent ones (docs/WIRE.md 1.3).</summary>
    public static WireJsonContext ForResponses { get; } = Create(JsonIgnoreCondition.Never);

    /// <summary>Gives options, such as those of a web framework, the server's rules.</summary>
    /// <param name="options">Options that are not in use yet.</param>
    public static void ApplyResponseRules(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ApplyRules(options, JsonIgnoreCondition.Never);
        options.TypeInfoResolverChain.Insert(0, WireJsonContext.Default);
    }

    private static WireJsonContext Create(JsonIgnoreCondition nulls)
    {
        var options = new JsonSerializerOptions();
        ApplyRules(options, nulls);
        return new WireJsonContext(options);
    }

    private static void ApplyRules(JsonSerializerOptions options, JsonIgnoreCondition nulls)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = nulls;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new UtcTimestampConverter());
        options.Converters.Add(new NonNullListConverter());
        options.MaxDepth = 32;
    }
}
