using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Meeco.Faults.Network;

/// <summary>
/// Stands between client and server on connections of its own, counts the calls, and does something bad to one of them, or
/// to all from one on.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    // Longer than a client waits at first before it tries again, and shorter than all its waits.
    private static readonly TimeSpan Absence = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;
    private TcpListener _listener;
    private Plan _plan = Plan.None;
    private int _calls;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where; the same again after an absence.</param>
    /// <param name="server">The port of the server.</param>
    public FaultyProxy(int port, int server)
    {
        _server = server;
        Port = port;
        _listener = Listen();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many seconds 429 asks for.</summary>
    public int RetryAfter { get; set; } = 1;

    /// <summary>Done when the fault has happened that was armed last.</summary>
    public Task Struck => _plan.Struck.Task;

    /// <summary>How many calls came since the last fault was armed.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Counts from one again, and prepares what happens.</summary>
    /// <param name="fault">What; null for nothing.</param>
    /// <param name="call">The number of the call.</param>
    /// <param name="onwards">Whether it happens to all calls from there on, until the proxy is armed anew.</param>
    public void Arm(Fault? fault = null, int call = 0, bool onwards = false)
    {
        RetryAfter = 1;
        Volatile.Write(ref _calls, 0);
        Volatile.Write(ref _plan, new Plan(fault, call, onwards));
        if (fault == Fault.Refused)
        {
            // From here on each connection carries one call, so that the next one can be refused.
            CloseIdle();
            if (call == 1)
            {
                _listener.Stop();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_plan.Fault == Fault.Refused)
                {
                    // Each connection carries one call, so this was the last before the one that is to be refused.
                    if (Interlocked.Increment(ref _calls) == _plan.Call - 1)
                    {
                        _listener.Stop();
                    }
                }

                _ = ServeAsync(client);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                await ComeBackAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ComeBackAsync()
    {
        await Task.Delay(Absence, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_stop.IsCancellationRequested)
        {
            _listener = Listen();
        }
    }

    private void CloseIdle()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            _clients[client] = true;
            using var server = new TcpClient { NoDelay = true };
            client.NoDelay = true;
            try
            {
                await RelayAsync(client, server);
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone; the other notices.
            }
            finally
            {
                _clients.TryRemove(client, out _);
            }
        }
    }

    private async Task RelayAsync(TcpClient client, TcpClient server)
    {
        var fromClient = PipeReader.Create(client.GetStream());
        PipeReader? fromServer = null;
        while (await HttpMessage.ReadAsync(fromClient, _stop.Token) is { } request)
        {
            var plan = _plan;
            var fault = plan.Fault == Fault.Refused ? Fault.Refused : plan.FaultOf(Interlocked.Increment(ref _calls));
            switch (fault)
            {
                case Fault.ResetBeforeSend:
                    Reset(client);
                    return;
                case Fault.TooManyRequests:
                    await SendAsync(client, HttpMessage.Empty(
                        "429 Too Many Requests", string.Create(CultureInfo.InvariantCulture, $"Retry-After: {RetryAfter}")).Bytes);
                    continue;
                case Fault.Unavailable:
                    await SendAsync(client, HttpMessage.Empty("503 Service Unavailable").Bytes);
                    continue;
            }

            if (fromServer is null)
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
                fromServer = PipeReader.Create(server.GetStream());
            }

            await SendAsync(server, request.Bytes);
            var answer = await HttpMessage.ReadAsync(fromServer, _stop.Token) ?? throw new IOException("The server is gone.");
            switch (fault)
            {
                case Fault.ResetAfterCommit:
                    Reset(client);
                    return;
                case Fault.Truncated:
                    await SendAsync(client, answer.Bytes.AsMemory(..Half(answer)));
                    return;
                case Fault.Stalled:
                    // Until the client goes away.
                    await HttpMessage.ReadAsync(fromClient, _stop.Token);
                    return;
                case Fault.Refused:
                    await SendAsync(client, answer.ToBeClosed().Bytes);
                    return;
                default:
                    await SendAsync(client, answer.Bytes);
                    break;
            }
        }
    }

    private static int Half(HttpMessage answer) => answer.Body.Length == 0
        ? answer.Head.Length / 2
        : answer.Head.Length + (answer.Body.Length / 2);

    // The socket and not the client, which would end the connection in an orderly way first.
    private static void Reset(TcpClient client)
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Client.Close();
    }

    private Task SendAsync(TcpClient to, ReadOnlyMemory<byte> bytes) => to.GetStream().WriteAsync(bytes, _stop.Token).AsTask();

    private sealed record Plan(Fault? Fault, int Call, bool Onwards)
    {
        public static Plan None { get; } = new(null, 0, Onwards: false);

        public TaskCompletionSource Struck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Fault? FaultOf(int call)
        {
            if (call == Call || (Onwards && call > Call))
            {
                Struck.TrySetResult();
                return Fault;
            }

            return null;
        }
    }
}
