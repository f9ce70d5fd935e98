using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Meeco.Server.Storage.Copying;

/// <summary>A file of SQLite's as one end of a copy.</summary>
internal sealed class SqliteCopyEnd(MeecoDb db) : CopyEnd(db)
{
    /// <inheritdoc/>
    public override Task FreezeAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancel)
    {
        // BEGIN IMMEDIATE: whoever would write waits, and gives up.
        _ = ((SqliteConnection)Connection).BeginTransaction(deferred: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        await using var transaction = ((SqliteConnection)Connection).BeginTransaction(deferred: false);
        await using var command = Connection.CreateCommand();
        command.Transaction = transaction;
        var values = Parameters(command, table.Columns.Select(_ => (object?)null));
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({values})";
        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++)
            {
                command.Parameters[index].Value = row[index] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <inheritdoc/>
    public override async Task<long?> LastKeyAsync(CopyTable table, CancellationToken cancel) =>
        (long?)await ScalarAsync($"SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'", cancel);

    /// <inheritdoc/>
    public override async Task SetLastKeyAsync(CopyTable table, long key, CancellationToken cancel)
    {
        var number = key.ToString(CultureInfo.InvariantCulture);
        await ScalarAsync($"DELETE FROM sqlite_sequence WHERE name = '{table.Name}'", cancel);
        await ScalarAsync($"INSERT INTO sqlite_sequence (name, seq) VALUES ('{table.Name}', {number})", cancel);
    }
}
