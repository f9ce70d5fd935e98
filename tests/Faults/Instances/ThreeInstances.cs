using Meeco.Faults.Stage;

namespace Meeco.Faults.Instances;

/// <summary>Three servers on one database, with a load balancer before them.</summary>
internal sealed class ThreeInstances : IAsyncDisposable
{
    private readonly List<ServerProcess> _servers;

    private ThreeInstances(string folder, string connectionString, List<ServerProcess> servers, RoundRobinProxy balancer)
    {
        (Folder, ConnectionString, _servers, Balancer) = (folder, connectionString, servers, balancer);
    }

    /// <summary>The folder that they share.</summary>
    public string Folder { get; }

    /// <summary>The database that they share.</summary>
    public string ConnectionString { get; }

    public RoundRobinProxy Balancer { get; }

    /// <summary>Starts all at once.</summary>
    /// <param name="port">Where clients find them.</param>
    /// <param name="folder">The folder that they share.</param>
    /// <param name="connectionString">The database that they share.</param>
    public static async Task<ThreeInstances> StartAsync(int port, string folder, string connectionString)
    {
        var ports = Enumerable.Range(0, 3).Select(_ => LoopbackPorts.Take()).ToList();
        var servers = await Task.WhenAll(ports.Select(one => ServerProcess.StartAsync(folder, one, "--ConnectionStrings:Meeco", connectionString)));
        return new ThreeInstances(folder, connectionString, [.. servers], new RoundRobinProxy(port, ports));
    }

    /// <summary>Ends one without giving it a chance to clean up.</summary>
    public Task KillOneAsync() => _servers[0].KillAsync();

    public async ValueTask DisposeAsync()
    {
        await Balancer.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
