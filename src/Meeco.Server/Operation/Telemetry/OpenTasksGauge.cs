using System.Data.Common;
using Meeco.Server.Storage;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>Counts the open client tasks from time to time, so that whoever reads the metrics waits for no database.</summary>
internal sealed partial class OpenTasksGauge(
    ServerMetrics metrics,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<OpenTasksGauge> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            do
            {
                await CountAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            metrics.OpenTasks = await OpenTasksQuery.CountAsync(
                scope.ServiceProvider.GetRequiredService<MeecoDb>(), clock.GetUtcNow(), cancel);
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or TimeoutException)
        {
            // A number of old is worse than none.
            metrics.OpenTasks = [];
            LogNotCounted(fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The open client tasks could not be counted.")]
    private partial void LogNotCounted(Exception fault);
}
