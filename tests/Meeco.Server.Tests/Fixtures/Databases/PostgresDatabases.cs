using Meeco.Server.Hosting;
using Npgsql;

namespace Meeco.Server.Tests.Fixtures.Databases;

/// <summary>Databases on one server of PostgreSQL's, each copied from one that the program itself has migrated.</summary>
internal sealed class PostgresDatabases : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _prefix = $"meeco_test_{Guid.NewGuid():N}"[..20];
    private int _made;

    private PostgresDatabases(PostgresCluster? cluster, NpgsqlConnectionStringBuilder server)
    {
        (_cluster, _server) = (cluster, server);
    }

    private string Template => $"{_prefix}_template";

    public static async Task<PostgresDatabases> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable("MEECO_TEST_POSTGRES");
        var cluster = string.IsNullOrEmpty(given) ? await PostgresCluster.StartAsync() : null;
        var databases = new PostgresDatabases(cluster, new NpgsqlConnectionStringBuilder(cluster?.ConnectionString ?? given));
        try
        {
            await databases.MigrateTemplateAsync();
            return databases;
        }
        catch
        {
            await databases.DisposeAsync();
            throw;
        }
    }

    public TestDatabase Make() => Make($"TEMPLATE \"{Template}\"");

    public TestDatabase MakeEmpty() => Make("");

    public TestDatabase MakeNone()
    {
        var name = FormattableString.Invariant($"{_prefix}_{Interlocked.Increment(ref _made)}");
        var connection = Of(name);
        return new TestDatabase(connection, () =>
        {
            using (var pooled = new NpgsqlConnection(connection))
            {
                NpgsqlConnection.ClearPool(pooled);
            }

            Drop(name);
            return Task.CompletedTask;
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
        else
        {
            Drop(Template);
        }
    }

    private TestDatabase Make(string like)
    {
        var made = MakeNone();
        Execute($"CREATE DATABASE \"{new NpgsqlConnectionStringBuilder(made.ConnectionString).Database}\" {like}");
        return made;
    }

    private async Task MigrateTemplateAsync()
    {
        await using var said = new StringWriter();
        var folder = Directory.CreateTempSubdirectory("meeco-template-");
        try
        {
            string[] arguments = ["migrate", "--data", folder.FullName, "--ConnectionStrings:Meeco", Of(Template)];
            if (await CommandLine.RunAsync(arguments, said, said) != 0)
            {
                throw new InvalidOperationException($"The template could not be migrated: {said}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // A database is not copied while somebody is connected to it.
        NpgsqlConnection.ClearAllPools();
    }

    private string Of(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    private void Drop(string database) => Execute($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
