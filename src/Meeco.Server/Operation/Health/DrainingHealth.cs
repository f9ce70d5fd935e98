using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meeco.Server.Operation.Health;

/// <summary>Whether the server will go on taking requests.</summary>
internal sealed class DrainingHealth(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("The server is stopping.") : HealthCheckResult.Healthy());
}
