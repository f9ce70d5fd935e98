using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace Meeco.Server.Http;

/// <summary>
/// Waits until all of a JSON body has come before it is read: what reads JSON while it comes begins each list anew with every part of it.
/// The limit on bodies bounds what is kept, and nothing of a request is ever put in a temporary file.
/// </summary>
/// <param name="Hash">SHA-256 of where the request goes and what it carries.</param>
internal sealed record WholeBody(byte[] Hash)
{
    /// <summary>Waits, and where the request may be repeated leaves its hash for <see cref="IdempotencyFilter"/>.</summary>
    public static async Task ReceiveAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var mayBeRepeated = IdempotencyFilter.KeyOf(request) is not null;
        if (mayBeRepeated || request.HasJsonContentType())
        {
            var body = await ReadAsync(request);
            if (mayBeRepeated)
            {
                context.Features.Set(new WholeBody(HashOf(request, body.Buffer)));
            }

            request.BodyReader.AdvanceTo(body.Buffer.Start);
            if (!request.HasJsonContentType())
            {
                // A form is read from the stream, which not every host fills from what its reader holds.
                request.Body = request.BodyReader.AsStream();
            }
        }

        await next(context);
    }

    // Without a token: a caller who hangs up ends the read, and one that was cancelled besides would leave the pipe half read.
    private static async Task<ReadResult> ReadAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync((int)Math.Min(request.ContentLength ?? 1, int.MaxValue), CancellationToken.None);
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(CancellationToken.None);
        }

        return read;
    }

    private static byte[] HashOf(HttpRequest request, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        foreach (var part in body)
        {
            hash.AppendData(part.Span);
        }

        return hash.GetHashAndReset();
    }
}
