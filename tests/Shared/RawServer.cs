using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Meeco.Tests.Shared;

/// <summary>Answers each connection's first request with some bytes, well-formed or not, and closes it.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly string[] _answers;

    /// <param name="answers">One a connection; the last also serves every later one.</param>
    public RawServer(params string[] answers)
    {
        _answers = answers;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Whether the connections of all answers but the last end with a reset instead of an orderly close.</summary>
    public bool Resets { get; init; }

    /// <summary>Head and body of every request.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client, Math.Min(number, _answers.Length - 1));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client, int number)
    {
        var stream = client.GetStream();
        var request = await ReadAsync(stream);
        lock (_requests)
        {
            _requests.Add(request);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(_answers[number]), _stop.Token);
        if (Resets && number < _answers.Length - 1)
        {
            // The socket and not the client, which would end the connection in an orderly way first.
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Client.Close();
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, _stop.Token)));
            var request = text.ToString();
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && request.Length >= end + 4 + BodyLength(request[..end]))
            {
                return request;
            }
        }
    }

    private static int BodyLength(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
