using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Servers;

/// <summary>Starts a server and waits until it serves.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    /// <summary>Starts a server; when that fails or is cancelled, nothing of it is left.</summary>
    /// <param name="program">The server's program.</param>
    /// <param name="path">The full path of its data folder, which is made when missing; null for a temporary one.</param>
    /// <param name="port">The loopback port; 0 for a free one.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <returns>A server that answers.</returns>
    /// <exception cref="MeecoException"><c>ServerStartFailed</c>: it did not start; the message holds what it said.</exception>
    public static async Task<MeecoServer> RunAsync(ServerProgram program, string? path, int port, CancellationToken cancel)
    {
        // Readable by its owner only, as the server makes its own folders.
        var temporary = path is null ? Directory.CreateTempSubdirectory("meeco-server-").FullName : null;
        var folder = path ?? temporary!;
        var process = ServerProcess.Start(program, folder, port, temporary);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(StartTime);
            var url = await process.ListeningAsync(limit.Token).ConfigureAwait(false);
            await CheckHealthAsync(url, limit.Token).ConfigureAwait(false);
            return new MeecoServer(process, program.ProgramPath, url, folder, isTemporary: temporary is not null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Dispose();
            throw MeecoErrors.ServerStartFailed($"The server did not answer within {StartTime.TotalSeconds} seconds.");
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private static async Task CheckHealthAsync(Uri url, CancellationToken cancel)
    {
        // A proxy of the environment must not be asked for this machine's own address.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri(url, "health"), cancel).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw MeecoErrors.ServerStartFailed($"The server at {url} says that it is not healthy: {(int)answer.StatusCode}.");
        }
    }
}
