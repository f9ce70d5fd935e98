using System.Data.Common;
using Meeco.Server.Storage.Postgres;
using Meeco.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Meeco.Server.Storage;

/// <summary>
/// Where the database is: <c>ConnectionStrings:Meeco</c>, or <c>meeco.db</c> in the data folder where that says nothing.
/// </summary>
internal sealed class DatabaseAddress
{
    /// <summary>The name of the database in the data folder.</summary>
    public const string FileName = "meeco.db";

    /// <summary>The setting's name among the connection strings.</summary>
    public const string SettingName = "Meeco";

    // Three instances leave PostgreSQL's usual hundred connections some for others.
    private const int PoolSize = 30;

    // Queries are few and come again: what is planned once need not be planned at each call.
    private const int PreparedStatements = 200;

    private DatabaseAddress(DatabaseKind kind, string connectionString, string name)
    {
        (Kind, ConnectionString, Name) = (kind, connectionString, name);
    }

    /// <summary>What keeps it.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>How it is opened; may hold a password.</summary>
    public string ConnectionString { get; }

    /// <summary>What the operator knows it by; holds no password.</summary>
    public string Name { get; }

    /// <summary>The file of SQLite's; null where there is none.</summary>
    public string? File => Kind == DatabaseKind.Sqlite ? new SqliteConnectionStringBuilder(ConnectionString).DataSource : null;

    /// <summary>The database in a data folder.</summary>
    public static DatabaseAddress InFolder(string folder) => OfSqlite(new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(folder, FileName),
    });

    /// <summary>Reads a connection string: <c>Host=…</c> is PostgreSQL, <c>Data Source=…</c> SQLite.</summary>
    /// <exception cref="StorageException">It is neither; the message does not repeat it.</exception>
    public static DatabaseAddress Parse(string connectionString)
    {
        try
        {
            return KindOf(connectionString) == DatabaseKind.Postgres
                ? OfPostgres(new DbConnectionStringBuilder { ConnectionString = connectionString })
                : OfSqlite(new SqliteConnectionStringBuilder(connectionString));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Unreadable();
        }
    }

    /// <summary>What a connection string is for; SQLite where it cannot be read.</summary>
    public static DatabaseKind KindOf(string? connectionString)
    {
        try
        {
            var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return given.ContainsKey("Host") || given.ContainsKey("Server") ? DatabaseKind.Postgres : DatabaseKind.Sqlite;
        }
        catch (ArgumentException)
        {
            return DatabaseKind.Sqlite;
        }
    }

    /// <summary>Opens it for a work of the operator's, outside of a server.</summary>
    public MeecoDb Open() => Kind == DatabaseKind.Postgres
        ? new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(ConnectionString).Options)
        : new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(ConnectionString).Options);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static DatabaseAddress OfSqlite(SqliteConnectionStringBuilder connection)
    {
        if (connection.DataSource.Length == 0)
        {
            throw Unreadable();
        }

        connection.ForeignKeys = true;
        return new DatabaseAddress(DatabaseKind.Sqlite, connection.ConnectionString, $"the SQLite file '{connection.DataSource}'");
    }

    private static DatabaseAddress OfPostgres(DbConnectionStringBuilder given)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "Meeco.Server",
            MaxPoolSize = PoolSize,
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,

            // Nothing here sets anything for a session: every lock and setting ends with its transaction.
            NoResetOnClose = true,
        };
        foreach (string key in given.Keys)
        {
            connection[key] = given[key];
        }

        return new DatabaseAddress(
            DatabaseKind.Postgres,
            connection.ConnectionString,
            $"the PostgreSQL database '{connection.Database ?? connection.Username}' on '{connection.Host}'");
    }

    private static StorageException Unreadable() => new(
        "A connection string begins with 'Host=…' (PostgreSQL) or 'Data Source=…' (SQLite), and has the keys of that database alone.");
}
