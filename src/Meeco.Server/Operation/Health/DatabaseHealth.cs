using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meeco.Server.Operation.Health;

/// <summary>Whether the database can be reached and read.</summary>
internal sealed class DatabaseHealth(MeecoDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.ServerSecrets.AnyAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database has lost the server's keys.");
}
