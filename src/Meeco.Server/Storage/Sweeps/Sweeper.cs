using Microsoft.Extensions.Options;

namespace Meeco.Server.Storage.Sweeps;

/// <summary>Sweeps at the start, and from time to time afterwards, while the server serves.</summary>
internal sealed partial class Sweeper(
    SweepRound round,
    TimeProvider clock,
    IOptions<ServerOptions> options,
    ILogger<Sweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
        try
        {
            do
            {
                await RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops. What is left is found by the next one.
        }
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await round.RunAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFailed(fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nothing could be swept. The next round tries again.")]
    private partial void LogFailed(Exception fault);
}
