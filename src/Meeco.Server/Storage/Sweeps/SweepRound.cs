namespace Meeco.Server.Storage.Sweeps;

/// <summary>Runs all sweeps once, unless another instance is about it.</summary>
internal sealed partial class SweepRound(IServiceScopeFactory scopes, SweepLock sweepLock, ILogger<SweepRound> logger)
{
    /// <summary>Runs them, one after the other. What fails is logged, and the others run all the same.</summary>
    /// <returns>Whether they ran; false while another instance sweeps.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        await using var held = await sweepLock.TryTakeAsync(cancel);
        if (held is null)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        foreach (var sweep in scope.ServiceProvider.GetServices<ISweep>())
        {
            try
            {
                await sweep.SweepAsync(cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                LogFailed(fault, sweep.GetType().Name);
            }
        }

        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Sweep} did not come to its end. The next round tries again.")]
    private partial void LogFailed(Exception fault, string sweep);
}
