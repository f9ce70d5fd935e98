using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures.Databases;
using Microsoft.Data.Sqlite;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(TestDatabases))]

namespace Meeco.Server.Tests.Fixtures.Databases;

/// <summary>
/// Where the servers under test keep their data: SQLite, or PostgreSQL where <c>MEECO_TEST_DATABASE</c> is <c>postgres</c>. Then
/// a cluster is made for the run and removed after it, or <c>MEECO_TEST_POSTGRES</c> holds the connection string of a server
/// that lets its user make databases.
/// </summary>
public sealed class TestDatabases : ITestPipelineStartup
{
    private static PostgresDatabases? _postgres;

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("MEECO_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"MEECO_TEST_DATABASE is sqlite or postgres, and not '{other}'."),
    };

    /// <summary>Passes over a test that is about PostgreSQL, in a run on SQLite.</summary>
    public static void RequirePostgres() =>
        Assert.SkipUnless(OnPostgres, "This is about PostgreSQL: set MEECO_TEST_DATABASE=postgres.");

    /// <summary>A database of its own, migrated, for a server whose data folder this is.</summary>
    public static TestDatabase Make(string folder) => _postgres?.Make() ?? InFolder(folder);

    /// <summary>A database that does not exist yet.</summary>
    public static TestDatabase MakeNone(string folder) => _postgres?.MakeNone() ?? InFolder(folder);

    /// <summary>A database of PostgreSQL's without a table.</summary>
    public static TestDatabase MakeEmpty() => _postgres!.MakeEmpty();

    /// <summary>Closes what SQLite's pool keeps open: on Windows an open file cannot be deleted.</summary>
    public static void Release(string folder)
    {
        using var pooled = new SqliteConnection(DatabaseAddress.InFolder(folder).ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (OnPostgres)
        {
            _postgres = await PostgresDatabases.StartAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync()
    {
        if (_postgres is { } postgres)
        {
            await postgres.DisposeAsync();
        }
    }

    private static TestDatabase InFolder(string folder) => new(null, () =>
    {
        Release(folder);
        return Task.CompletedTask;
    });
}
