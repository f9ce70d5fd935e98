using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Meeco.Faults.Network;

/// <summary>A request or an answer of HTTP/1.1, byte for byte as it came.</summary>
internal sealed class HttpMessage
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private HttpMessage(string head, byte[] body) => (Head, Body) = (head, body);

    /// <summary>First line and headers, with the empty line behind them.</summary>
    public string Head { get; }

    /// <summary>The body as it was sent, chunked or not.</summary>
    public byte[] Body { get; }

    public byte[] Bytes => [.. Encoding.ASCII.GetBytes(Head), .. Body];

    /// <summary>An answer without a body.</summary>
    /// <param name="status">Number and reason.</param>
    /// <param name="header">One more header.</param>
    public static HttpMessage Empty(string status, string header = "Server: proxy") =>
        new($"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: 0\r\n\r\n", []);

    /// <summary>The same, after which the connection is to be closed.</summary>
    public HttpMessage ToBeClosed() => new(Head[..^2] + "Connection: close\r\n\r\n", Body);

    /// <summary>Reads the next message of a connection; null when it is over.</summary>
    /// <exception cref="IOException">It broke off in the middle.</exception>
    public static async Task<HttpMessage?> ReadAsync(PipeReader from, CancellationToken cancel)
    {
        if (await ReadPastAsync(from, HeadEnd, cancel) is not { } head)
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(head);
        var body = Header(text, "Transfer-Encoding") == "chunked"
            ? await ReadChunksAsync(from, cancel)
            : await ReadExactlyAsync(from, int.Parse(Header(text, "Content-Length") ?? "0", CultureInfo.InvariantCulture), cancel);
        return new HttpMessage(text, body);
    }

    private static string? Header(string head, string name) => head.Split("\r\n").Skip(1)
        .Select(line => line.Split(':', 2))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim();

    private static async Task<byte[]> ReadChunksAsync(PipeReader from, CancellationToken cancel)
    {
        var all = new List<byte>();
        while (true)
        {
            var line = await ReadPastAsync(from, LineEnd, cancel) ?? throw new IOException("A chunk is missing.");
            var length = int.Parse(Encoding.ASCII.GetString(line).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.AddRange(line);
            all.AddRange(await ReadExactlyAsync(from, length + LineEnd.Length, cancel));
            if (length == 0)
            {
                return [.. all];
            }
        }
    }

    private static async Task<byte[]?> ReadPastAsync(PipeReader from, byte[] end, CancellationToken cancel)
    {
        while (true)
        {
            var read = await from.ReadAsync(cancel);
            if (PastEnd(read.Buffer, end) is { } past)
            {
                var bytes = read.Buffer.Slice(0, past).ToArray();
                from.AdvanceTo(past);
                return bytes;
            }

            from.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? null : throw new IOException("A head broke off.");
            }
        }
    }

    private static SequencePosition? PastEnd(ReadOnlySequence<byte> buffer, byte[] end)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, end) ? reader.Position : null;
    }

    private static async Task<byte[]> ReadExactlyAsync(PipeReader from, int length, CancellationToken cancel)
    {
        if (length == 0)
        {
            return [];
        }

        var read = await from.ReadAtLeastAsync(length, cancel);
        if (read.Buffer.Length < length)
        {
            throw new IOException("A body broke off.");
        }

        var part = read.Buffer.Slice(0, length);
        var bytes = part.ToArray();
        from.AdvanceTo(part.End);
        return bytes;
    }
}
