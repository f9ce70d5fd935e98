using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Health;

/// <summary>
/// The way to the end. Told to stop, the server first says that it is not ready, and goes on taking requests while whoever
/// sends them notices; then it takes none, and those that have begun are finished.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime lifetime, IOptions<OperationOptions> options) : IHostedLifecycleService
{
    /// <summary>Whether the server was told to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(options.Value.DrainDelay, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
