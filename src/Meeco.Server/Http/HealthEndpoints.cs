using System.Text.Json.Serialization;
using Meeco.Server.Storage;

namespace Meeco.Server.Http;

/// <summary><c>GET /health</c>: 200 while the server can reach its database, 503 while it cannot.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health", async (MeecoDb db, CancellationToken cancel) =>
            await db.Database.CanConnectAsync(cancel)
                ? TypedResults.Json(new HealthReport("ok"), HealthJson.Default.HealthReport)
                : TypedResults.Json(
                    new HealthReport("unavailable"),
                    HealthJson.Default.HealthReport,
                    statusCode: StatusCodes.Status503ServiceUnavailable))
            .WithTags("Server")
            .WithSummary("Whether the server can do its work.")
            .Produces<HealthReport>();
}

internal sealed record HealthReport(string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
