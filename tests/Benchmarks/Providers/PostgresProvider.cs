using System.Data.Common;
using Meeco.Server.Tests.Fixtures.Databases;
using Npgsql;

namespace Meeco.Benchmarks.Providers;

/// <summary>A cluster of PostgreSQL's that goes with the run, or the server that <c>MEECO_TEST_POSTGRES</c> names.</summary>
internal sealed class PostgresProvider : Provider
{
    // As an operator would set it on such a machine; commits wait for the disk, as they do on SQLite.
    private const string Settings = "-c shared_buffers=1GB -c max_wal_size=8GB -c max_connections=200";

    private readonly PostgresCluster? _cluster;
    private readonly string _server;
    private int _made;

    private PostgresProvider(PostgresCluster? cluster, string server) => (_cluster, _server) = (cluster, server);

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing => Given is null && !PostgresCluster.IsInstalled
        ? "PostgreSQL is not installed on this machine, and MEECO_TEST_POSTGRES names no server"
        : null;

    public override string Name => "PostgreSQL";

    public override string RandomBytes => "sha256(random()::text::bytea)";

    // The second needs a superuser, whom a cluster of our own has.
    public override IReadOnlyList<string> BeforeFilling =>
        _cluster is null ? ["SET synchronous_commit = off"] : ["SET synchronous_commit = off", "SET session_replication_role = replica"];

    public override IReadOnlyList<string> AfterFilling { get; } = ["VACUUM (ANALYZE)", "CHECKPOINT"];

    public override string NextKeyOf(string table, string key) => $"""SELECT setval(pg_get_serial_sequence('"{table}"', 'Key'), {key})""";

    // As the cluster's superuser alone may have it.
    public override string? PlanLog => _cluster is null ? null : Path.Combine(new NpgsqlConnectionStringBuilder(_server).Host!, "log");

    public override string Explaining(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on",
    }.ConnectionString;

    private static string? Given => Environment.GetEnvironmentVariable("MEECO_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    public static async Task<PostgresProvider> StartAsync()
    {
        var cluster = Given is null ? await PostgresCluster.StartAsync(Settings) : null;
        return new PostgresProvider(cluster, cluster?.ConnectionString ?? Given!);
    }

    public override async Task<string?> MakeDatabaseAsync(CancellationToken cancel)
    {
        var name = FormattableString.Invariant($"meeco_bench_{Environment.ProcessId}_{++_made}");
        await ExecuteAsync($"CREATE DATABASE \"{name}\"", cancel);
        return new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;
    }

    public override DbConnection Connect(string? connection, string file) =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2, CommandTimeout = 0 }.ConnectionString);

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        for (; _cluster is null && _made > 0; _made--)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS \"meeco_bench_{Environment.ProcessId}_{_made}\" WITH (FORCE)", CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
