using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Meeco.Faults.Network;

namespace Meeco.Faults.Instances;

/// <summary>
/// A load balancer that gives each call to another instance than the one before, whoever sends it. It passes over an
/// instance that takes no connection, and answers with 502 where one went away with a call.
/// </summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private readonly int[] _instances;
    private readonly int[] _answered;
    private int _next = -1;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where.</param>
    /// <param name="instances">The ports of the instances.</param>
    public RoundRobinProxy(int port, params IEnumerable<int> instances)
    {
        _instances = [.. instances];
        _answered = new int[_instances.Length];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many calls each instance has answered.</summary>
    public IReadOnlyList<int> Answered => [.. _answered];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
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
            // The run is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var connections = new Dictionary<int, TcpClient>();
        try
        {
            client.NoDelay = true;
            var requests = PipeReader.Create(client.GetStream());
            while (await HttpMessage.ReadAsync(requests, _stop.Token) is { } request)
            {
                var answer = await AskAsync(request, connections);
                await client.GetStream().WriteAsync(answer.Bytes, _stop.Token);
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, or the run is over.
        }
        finally
        {
            client.Dispose();
            foreach (var connection in connections.Values)
            {
                connection.Dispose();
            }
        }
    }

    private async Task<HttpMessage> AskAsync(HttpMessage request, Dictionary<int, TcpClient> connections)
    {
        for (var tried = 0; tried < _instances.Length; tried++)
        {
            var instance = (int)((uint)Interlocked.Increment(ref _next) % _instances.Length);
            if (await ConnectAsync(instance, connections) is not { } connection)
            {
                continue;
            }

            try
            {
                await connection.GetStream().WriteAsync(request.Bytes, _stop.Token);
                var answer = await HttpMessage.ReadAsync(PipeReader.Create(connection.GetStream(), new StreamPipeReaderOptions(leaveOpen: true)), _stop.Token)
                    ?? throw new IOException("The instance is gone.");
                Interlocked.Increment(ref _answered[instance]);
                return answer;
            }
            catch (Exception broken) when (broken is IOException or SocketException)
            {
                connections.Remove(instance);
                connection.Dispose();
                return HttpMessage.Empty("502 Bad Gateway");
            }
        }

        return HttpMessage.Empty("502 Bad Gateway");
    }

    private async Task<TcpClient?> ConnectAsync(int instance, Dictionary<int, TcpClient> connections)
    {
        if (connections.TryGetValue(instance, out var open))
        {
            return open;
        }

        var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(IPAddress.Loopback, _instances[instance], _stop.Token);
            connections.Add(instance, connection);
            return connection;
        }
        catch (SocketException)
        {
            connection.Dispose();
            return null;
        }
    }
}
