using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>
/// Makes answers of many records, a few at a time: rows, records and JSON of a page exist beside each other until it is written, and what
/// is more than the cores can work at only fills the memory. So does what is written and not sent: the next is made when a client has
/// taken his, and a client that reads slowly keeps nobody waiting for long.
/// </summary>
internal sealed class LargeAnswers : IDisposable
{
    private const int RecordsPerCore = 400;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    // What the serializer writes is JSON: it does not look behind itself either where it makes the writer.
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    private readonly JsonSerializerOptions _json;
    private readonly int _most;
    private readonly ConcurrencyLimiter _room;

    public LargeAnswers(IOptions<ServerOptions> options, IOptions<JsonOptions> json)
    {
        _json = json.Value.SerializerOptions;
        _most = Math.Max(options.Value.MaxPageSize, RecordsPerCore * Environment.ProcessorCount);
        _room = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = _most, QueueLimit = int.MaxValue });
    }

    /// <summary>For how many records there is room now.</summary>
    public long Room => _room.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Makes and writes an answer when there is room for it.</summary>
    /// <param name="http">Whose answer it is; if he gives up, nobody waits.</param>
    /// <param name="records">The most records that it has.</param>
    /// <param name="make">Makes it.</param>
    /// <typeparam name="T">The body.</typeparam>
    public async Task WriteAsync<T>(HttpContext http, int records, Func<CancellationToken, Task<T>> make)
    {
        var (response, cancel) = (http.Response, http.RequestAborted);
        Task<FlushResult> sent;
        using (await _room.AcquireAsync(Math.Min(records, _most), cancel))
        {
            var body = await make(cancel);
            response.ContentType = "application/json; charset=utf-8";

            // What is written before the head of an answer is buffered twice.
            await response.StartAsync(cancel);
            await using (var writer = new Utf8JsonWriter(response.BodyWriter, Unchecked))
            {
                JsonSerializer.Serialize(writer, body, _json.GetTypeInfo(typeof(T)));
            }

            sent = response.BodyWriter.FlushAsync(cancel).AsTask();
            await ((Task)sent.WaitAsync(LongestWait, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await sent;
    }

    public void Dispose() => _room.Dispose();
}
