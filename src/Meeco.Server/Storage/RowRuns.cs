using System.Data.Common;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// Runs statements for their rows, in the transaction that is open: row by row where the database is in this process, and all of
/// them in one message where each would cost a way to another and back.
/// </summary>
/// <param name="db">The database; a transaction is open.</param>
/// <param name="metrics">Are told how long all of it took, as of one command.</param>
internal sealed class RowRuns(MeecoDb db, ServerMetrics metrics)
{
    /// <summary>Runs them in their order.</summary>
    /// <param name="runs">The statements and their rows.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="DbUpdateConcurrencyException">A row that was to be changed is not there.</exception>
    public async Task RunAsync(IReadOnlyCollection<RowRun> runs, CancellationToken cancel)
    {
        var rows = runs.Sum(run => run.Rows.Count);
        if (rows > 0)
        {
            await DatabaseTime.MeasureAsync(metrics, () => RunOnAsync(db.Database.GetDbConnection(), runs, cancel));
        }
    }

    private Task RunOnAsync(DbConnection connection, IReadOnlyCollection<RowRun> runs, CancellationToken cancel)
    {
        if (connection is not LentConnection { Held: var held })
        {
            return RunTogetherAsync(connection, runs, cancel);
        }

        RunEach(held, runs, cancel);
        return Task.CompletedTask;
    }

    private static void RunEach(HeldConnection connection, IEnumerable<RowRun> runs, CancellationToken cancel)
    {
        foreach (var (statement, rows) in runs.Where(run => run.Rows.Count > 0))
        {
            var command = connection.ForRows(statement.Text);
            var values = new object?[statement.Columns.Count];
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                for (var index = 0; index < values.Length; index++)
                {
                    values[index] = statement.Columns[index].ValueOf(row);
                }

                Require(1, command.Write(values), statement);
            }
        }
    }

    private async Task RunTogetherAsync(DbConnection connection, IReadOnlyCollection<RowRun> runs, CancellationToken cancel)
    {
        await using var maker = connection.CreateCommand();
        await using var batch = connection.CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var expected = new List<(RowStatement Statement, int Rows)>();
        foreach (var (statement, rows) in runs.Where(run => run.Rows.Count > 0))
        {
            foreach (var parameters in statement.TakesLists ? [Lists(statement, rows, maker)] : rows.Select(row => Values(statement, row, maker)))
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = statement.Text;
                foreach (var parameter in parameters)
                {
                    command.Parameters.Add(parameter);
                }

                batch.BatchCommands.Add(command);
                expected.Add((statement, statement.TakesLists ? rows.Count : 1));
            }
        }

        await batch.ExecuteNonQueryAsync(cancel);
        foreach (var (command, (statement, rows)) in batch.BatchCommands.Zip(expected))
        {
            Require(rows, command.RecordsAffected, statement);
        }
    }

    private static IEnumerable<DbParameter> Values(RowStatement statement, object row, DbCommand maker) =>
        statement.Columns.Select(column => column.ParameterOf(maker, row));

    private static IEnumerable<DbParameter> Lists(RowStatement statement, IReadOnlyCollection<object> rows, DbCommand maker) =>
        statement.Columns.Select(column => column.ListOf(maker, rows));

    private static void Require(int rows, int written, RowStatement statement)
    {
        if (written != rows)
        {
            throw new DbUpdateConcurrencyException($"A row of {statement.Table} is gone.");
        }
    }
}
