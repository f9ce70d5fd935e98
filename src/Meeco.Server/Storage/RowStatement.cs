using System.Data.Common;
using Meeco.Server.Operation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// A statement that is run once a row, in the transaction that is open: row by row where the database is in this process, and all
/// rows in one message where each would cost a way to another and back.
/// </summary>
/// <param name="Text">The statement.</param>
/// <param name="Columns">Its parameters, in order.</param>
internal sealed record RowStatement(string Text, IReadOnlyList<RowColumn> Columns)
{
    /// <summary>Runs it for rows.</summary>
    /// <param name="db">The database.</param>
    /// <param name="metrics">Are told how long all of it took, as of one command.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="answered">Gets each row with the one value that the statement answered for it; null for none.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <typeparam name="T">The entity.</typeparam>
    public Task RunAsync<T>(
        MeecoDb db,
        ServerMetrics metrics,
        IReadOnlyCollection<T> rows,
        Action<T, object?> answered,
        CancellationToken cancel)
        where T : class =>
        DatabaseTime.MeasureAsync(
            metrics,
            () => db.Database.GetDbConnection().CanCreateBatch && rows.Count > 1
                ? RunTogetherAsync(db, rows, answered, cancel)
                : RunEachAsync(db, rows, answered, cancel));

    private async Task<int> RunEachAsync<T>(MeecoDb db, IReadOnlyCollection<T> rows, Action<T, object?> answered, CancellationToken cancel)
        where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = Text;
        foreach (var column in Columns)
        {
            command.Parameters.Add(column.ParameterOf(command));
        }

        foreach (var row in rows)
        {
            Fill(command.Parameters, row);
            answered(row, await command.ExecuteScalarAsync(cancel));
        }

        return rows.Count;
    }

    private async Task<int> RunTogetherAsync<T>(MeecoDb db, IReadOnlyCollection<T> rows, Action<T, object?> answered, CancellationToken cancel)
        where T : class
    {
        var connection = db.Database.GetDbConnection();
        await using var maker = connection.CreateCommand();
        await using var batch = connection.CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Text;
            foreach (var column in Columns)
            {
                command.Parameters.Add(column.ParameterOf(maker));
            }

            Fill(command.Parameters, row);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var row in rows)
        {
            answered(row, await reader.ReadAsync(cancel) ? reader.GetValue(0) : null);
            await reader.NextResultAsync(cancel);
        }

        return rows.Count;
    }

    private void Fill(DbParameterCollection parameters, object row)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            parameters[index].Value = Columns[index].ValueOf(row) ?? DBNull.Value;
        }
    }
}
