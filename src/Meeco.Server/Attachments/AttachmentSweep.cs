using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>Once after the start: removes what an earlier life of the server left behind, while it serves already.</summary>
internal sealed partial class AttachmentSweep(
    IServiceScopeFactory scopes,
    IOptions<ServerOptions> options,
    ILogger<AttachmentSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AttachmentRemoval>()
                .SweepAllAsync(options.Value.UploadLifetime, stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // Uploads go on sweeping in passing; a server that serves is worth more than one that has tidied up.
            LogFailed(fault);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Files that nobody needs could not all be removed.")]
    private partial void LogFailed(Exception fault);
}
