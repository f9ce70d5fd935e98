using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meeco.Server.Operation.Health;

/// <summary>Whether the database has the form that this program needs.</summary>
internal sealed class MigrationsHealth(MeecoDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        return pending.Any() ? HealthCheckResult.Unhealthy("The database waits for migrations.") : HealthCheckResult.Healthy();
    }
}
