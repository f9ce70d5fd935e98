using System.Text.Json;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// What is asked so often, or finds so much, that EF's part in it counts: the statements are EF's, translated once and sent together, and
/// their rows are read here, because EF takes longer to make entities than the database to find them.
/// </summary>
/// <param name="metrics">Are told how long it took.</param>
/// <param name="statements">
/// Makes the statements. Their values are variables in it, whose own values do not matter; what a statement selects is read in the same order.
/// </param>
internal sealed class RowQuery(ServerMetrics metrics, Func<MeecoDb, IEnumerable<IQueryable>> statements)
{
    // It differs by provider, of which a process has one.
    private string? _text;

    /// <summary>Asks, again where the provider asks again (<see cref="PostgresRetries"/>).</summary>
    /// <param name="db">The database; where a transaction is open, this is part of it.</param>
    /// <param name="values">The values as they are stored, by the names of their variables.</param>
    /// <param name="read">Reads the rows, statement after statement.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What was read.</returns>
    public Task<T> AskAsync<T>(
        MeecoDb db, IReadOnlyCollection<(string Name, object Value)> values, Func<RowReader, CancellationToken, Task<T>> read, CancellationToken cancel) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            inner => DatabaseTime.MeasureAsync(metrics, () => AskOnceAsync(db, values, read, inner)), cancel);

    private async Task<T> AskOnceAsync<T>(
        MeecoDb db, IEnumerable<(string Name, object Value)> values, Func<RowReader, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = _text ??= TextOf(db);
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{name}";

                // SQLite has no lists; EF reads them from JSON there.
                parameter.Value = value is long[] keys && db.Database.IsSqlite() ? JsonSerializer.Serialize(keys) : value;
                command.Parameters.Add(parameter);
            }

            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await read(new RowReader(reader), cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private string TextOf(MeecoDb db) => string.Join(";\n", statements(db).Select(statement =>
    {
        using var command = statement.CreateDbCommand();
        return db.Database.IsNpgsql() ? RowLocks.Complete(command.CommandText) : command.CommandText;
    }));
}
