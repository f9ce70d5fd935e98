using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Meeco.Benchmarks.Providers;

/// <summary>A file of SQLite's in the data folder of the server.</summary>
internal sealed class SqliteProvider : Provider
{
    public override string Name => "SQLite";

    public override string RandomBytes => "randomblob(32)";

    public override IReadOnlyList<string> BeforeFilling { get; } = ["PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF"];

    public override IReadOnlyList<string> AfterFilling { get; } = ["PRAGMA wal_checkpoint(TRUNCATE)"];

    public override string NextKeyOf(string table, string key) => $"UPDATE sqlite_sequence SET seq = {key} WHERE name = '{table}'";

    public override Task<string?> MakeDatabaseAsync(CancellationToken cancel) => Task.FromResult<string?>(null);

    public override DbConnection Connect(string? connection, string file) =>
        new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false }.ConnectionString);
}
