using System.Data.Common;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Providers;

/// <summary>A server with a database of its own that was filled, and what is needed to call it and to look into it.</summary>
internal sealed class FilledServer : IAsyncDisposable
{
    private readonly World _world;
    private readonly VaultHttp _http;
    private readonly Prototype _prototype;
    private readonly Filling _filling;

    private FilledServer(
        Provider provider, int shares, string? database, ServerProcess process, World world, VaultHttp http, Prototype prototype, DbConnection connection)
    {
        (Provider, Shares, Database, Process, Connection) = (provider, shares, database, process, connection);
        (_world, _http, _prototype, _filling) = (world, http, prototype, new Filling(connection, provider));
        Wrk = new Wrk(process.Environment.VaultUrl);
    }

    public Provider Provider { get; }

    /// <summary>How many shares it was asked to have.</summary>
    public int Shares { get; }

    /// <summary>How many rings make them.</summary>
    public int Rings => Population.RingsOf(Shares);

    /// <summary>The connection string as the server was told it; null where it made the database itself.</summary>
    public string? Database { get; }

    public ServerProcess Process { get; }

    public DbConnection Connection { get; }

    public Wrk Wrk { get; }

    /// <summary>Starts one and fills its database.</summary>
    public static async Task<FilledServer> StartAsync(Provider provider, int shares, CancellationToken cancel)
    {
        Stage.Say($"fills a database: {Format.Number(shares)} shares");
        var database = await provider.MakeDatabaseAsync(cancel);
        var process = await ServerProcess.StartAsync(cancel, database);
        try
        {
            var world = new World(process.Environment);
            var http = new VaultHttp(process.Environment);
            var prototype = await Prototype.MakeAsync(world, http, cancel);
            var connection = provider.Connect(database, process.DatabaseFile);
            await connection.OpenAsync(cancel);
            var filled = new FilledServer(provider, shares, database, process, world, http, prototype, connection);
            await filled._filling.RunAsync(filled.Rings, cancel);
            return filled;
        }
        catch
        {
            // Nobody else knows of it yet, and its data may be gigabytes.
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Logs somebody in, and reads what he has.</summary>
    /// <param name="user">His key.</param>
    /// <param name="sessions">How many sessions he has, of which each can claim.</param>
    /// <param name="cancel">Stops.</param>
    public Task<Person> LogInAsync(long user, int sessions, CancellationToken cancel) =>
        Person.LogInAsync(_filling, _http, _prototype, user, sessions, cancel);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        _http.Dispose();
        _world.Dispose();
        await Process.DisposeAsync();
    }
}
