using System.Runtime.InteropServices;

namespace Meeco.Server.Hosting;

/// <summary>
/// The life of a server that another process started for itself (<c>--parent-stdin</c>): it ends when its standard
/// input closes, however the parent ended, and does not hear Ctrl+C, which a terminal sends to the whole process group
/// (docs/ARCHITECTURE.md, the server).
/// </summary>
internal sealed class ParentStdinLifetime(IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    /// <summary>The command line's word for it.</summary>
    public const string Flag = "--parent-stdin";

    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop));
        _ = StopWithParentAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lifetime.StopApplication();
    }

    private async Task StopWithParentAsync(CancellationToken stopping)
    {
        try
        {
            await using var input = Console.OpenStandardInput();
            await Task.Run(() => input.CopyToAsync(Stream.Null, stopping), stopping);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // A pipe that broke is a parent that is gone.
        }

        lifetime.StopApplication();
    }
}
