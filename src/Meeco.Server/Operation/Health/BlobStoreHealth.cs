using Meeco.Server.Attachments;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Health;

/// <summary>Whether files can be stored.</summary>
internal sealed class BlobStoreHealth(IOptions<ServerOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(options.Value.Data, BlobStore.Folder);

        // A data folder that is gone must not be made anew: its database would still be missing.
        if (!Directory.Exists(options.Value.Data))
        {
            return HealthCheckResult.Unhealthy("The data folder is gone.");
        }

        Directory.CreateDirectory(folder);
        await using var probe = new FileStream(
            Path.Combine(folder, $"probe-{Guid.NewGuid():N}"),
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await probe.WriteAsync(new byte[1], cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
