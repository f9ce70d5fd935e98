using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Health;

/// <summary>
/// <c>/health/live</c> says that the program runs, <c>/health/ready</c> that it can do its work now, and names what it
/// cannot. Whoever asks needs no token, and learns no more than that.
/// </summary>
internal static class HealthSetup
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Registers the checks.</summary>
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: CheckTimeout)
            .AddCheck<MigrationsHealth>("migrations", timeout: CheckTimeout)
            .AddCheck<BlobStoreHealth>("blob_store", timeout: CheckTimeout)
            .AddCheck<DrainingHealth>("taking_requests", timeout: CheckTimeout);

    /// <summary>Registers the end that cuts nothing.</summary>
    public static void AddDraining(this IServiceCollection services)
    {
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<IOptions<OperationOptions>>((host, options) =>
            host.ShutdownTimeout = options.Value.DrainDelay + options.Value.ShutdownTimeout);
    }

    /// <summary>Maps the endpoints; <c>/health</c> is the older name of <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Server");
        health.MapGet("/live", () => TypedResults.Json(new HealthAnswer("ok"), HealthJson.Default.HealthAnswer))
            .WithSummary("Whether the program runs.")
            .Produces<HealthAnswer>();
        health.MapGet("/ready", ReadyAsync)
            .WithSummary("Whether the server can do its work, and what of it not.")
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("", ReadyAsync)
            .WithSummary("The same as /health/ready.")
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(HealthCheckService health, CancellationToken cancel)
    {
        var report = await health.CheckHealthAsync(cancel);
        var answer = new HealthAnswer(Word(report.Status))
        {
            Checks = report.Entries.ToDictionary(check => check.Key, check => Word(check.Value.Status)),
        };
        return TypedResults.Json(
            answer,
            HealthJson.Default.HealthAnswer,
            statusCode: report.Status == HealthStatus.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Word(HealthStatus status) => status == HealthStatus.Healthy ? "ok" : "unavailable";
}
