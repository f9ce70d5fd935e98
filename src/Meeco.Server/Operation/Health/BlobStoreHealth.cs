using Meeco.Server.Attachments;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meeco.Server.Operation.Health;

/// <summary>Whether files can be stored.</summary>
internal sealed class BlobStoreHealth(IBlobStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.CheckAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
