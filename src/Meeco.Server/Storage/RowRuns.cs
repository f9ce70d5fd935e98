using System.Data.Common;
using Meeco.Server.Operation.Telemetry;
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
    public async Task RunAsync(IReadOnlyCollection<RowRun> runs, CancellationToken cancel)
    {
        var rows = runs.Sum(run => run.Rows.Count);
        if (rows > 0)
        {
            await DatabaseTime.MeasureAsync(
                metrics,
                () => db.Database.GetDbConnection().CanCreateBatch && rows > 1 ? RunTogetherAsync(runs, cancel) : RunEachAsync(runs, cancel));
        }
    }

    private async Task RunEachAsync(IEnumerable<RowRun> runs, CancellationToken cancel)
    {
        foreach (var (statement, rows, answered) in runs.Where(run => run.Rows.Count > 0))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText = statement.Text;
            foreach (var column in statement.Columns)
            {
                command.Parameters.Add(column.ParameterOf(command));
            }

            foreach (var row in rows)
            {
                Fill(command.Parameters, statement, row);
                answered(row, await command.ExecuteScalarAsync(cancel));
            }
        }
    }

    private async Task RunTogetherAsync(IReadOnlyCollection<RowRun> runs, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        await using var maker = connection.CreateCommand();
        await using var batch = connection.CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var (statement, rows, _) in runs)
        {
            foreach (var row in rows)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = statement.Text;
                foreach (var column in statement.Columns)
                {
                    command.Parameters.Add(column.ParameterOf(maker));
                }

                Fill(command.Parameters, statement, row);
                batch.BatchCommands.Add(command);
            }
        }

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var (_, rows, answered) in runs)
        {
            foreach (var row in rows)
            {
                answered(row, await reader.ReadAsync(cancel) ? reader.GetValue(0) : null);
                await reader.NextResultAsync(cancel);
            }
        }
    }

    private static void Fill(DbParameterCollection parameters, RowStatement statement, object row)
    {
        for (var index = 0; index < statement.Columns.Count; index++)
        {
            parameters[index].Value = statement.Columns[index].ValueOf(row) ?? DBNull.Value;
        }
    }
}
