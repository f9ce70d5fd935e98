using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace MeecoPS.Tests.Support;

/// <summary>
/// Stands before a server. While it is open, what comes and goes passes it; when it is shut, it still takes connections and
/// requests, and nobody ever answers.
/// </summary>
internal sealed partial class Door : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _knocks = new(0);
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly int _port;
    private volatile bool _isShut;

    /// <param name="port">Where the server listens on this machine.</param>
    public Door(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where to knock.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The first lines of what was asked for, but the version.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Forgets what was asked for so far.</summary>
    public void ForgetRequests() => _requests.Clear();

    /// <summary>From now on nobody answers.</summary>
    public void Shut() => _isShut = true;

    /// <summary>Forgets who has knocked so far.</summary>
    public void ForgetKnocks()
    {
        while (_knocks.Wait(0))
        {
            // One less.
        }
    }

    /// <summary>Whether somebody has knocked at the shut door and nobody has asked about it yet.</summary>
    public bool HasKnock() => _knocks.Wait(0);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            using (client)
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream(), Note),
                    PassAsync(server.GetStream(), client.GetStream(), _ => { }));
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            // One of the two is gone, or the test is over.
        }
    }

    private void Note(ReadOnlyMemory<byte> bytes)
    {
        // A client of HTTP/1.1 writes each head in one piece.
        if (RequestLine().Match(Encoding.Latin1.GetString(bytes.Span)) is { Success: true } line)
        {
            _requests.Enqueue(line.Groups["line"].Value);
        }

        if (_isShut)
        {
            _knocks.Release();
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> note)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            note(buffer.AsMemory(0, count));
            if (!_isShut)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
    }

    [GeneratedRegex(@"^(?<line>[A-Z]+ /\S*) HTTP/1\.1\r\n")]
    private static partial Regex RequestLine();
}
