using System.Data.Common;
using Npgsql;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Inserts rows like one that is in a table, with some columns changed: by one prepared statement row by row where the database is
/// in this process, and all in one message where it is not.
/// </summary>
internal sealed class BareInsert
{
    private readonly DbConnection _connection;
    private readonly string _text;
    private readonly IReadOnlyList<string> _columns;
    private readonly object[] _like;
    private readonly DbCommand _command;

    private BareInsert(DbConnection connection, string table, IReadOnlyList<string> columns, object[] like)
    {
        (_connection, _columns, _like) = (connection, columns, like);
        _text = $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(static column => $"\"{column}\""))})
            VALUES ({string.Join(", ", columns.Select(static (_, index) => FormattableString.Invariant($"@p{index}")))}) RETURNING "Key"
            """;
        _command = connection.CreateCommand();
        _command.CommandText = _text;
        Fill(_command.Parameters, like);
    }

    /// <summary>Like the newest row of a table.</summary>
    public static async Task<BareInsert> OfAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""SELECT * FROM "{table}" ORDER BY "Key" DESC LIMIT 1""";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var columns = Enumerable.Range(0, reader.FieldCount).Where(index => reader.GetName(index) != "Key").ToList();
        return new BareInsert(connection, table, [.. columns.Select(reader.GetName)], [.. columns.Select(reader.GetValue)]);
    }

    /// <summary>Inserts rows.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">What is changed in each.</param>
    /// <param name="changed">The columns of that.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Their keys.</returns>
    public async Task<IReadOnlyList<long>> RunAsync(
        DbTransaction transaction, IEnumerable<object[]> rows, string[] changed, CancellationToken cancel)
    {
        var keys = new List<long>();
        var places = changed.Select(column => _columns.ToList().IndexOf(column)).ToList();
        if (_connection is not NpgsqlConnection)
        {
            _command.Transaction = transaction;
            foreach (var row in rows)
            {
                for (var index = 0; index < places.Count; index++)
                {
                    _command.Parameters[places[index]].Value = row[index];
                }

                keys.Add((long)(await _command.ExecuteScalarAsync(cancel))!);
            }

            return keys;
        }

        await using var batch = _connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var values = (object[])_like.Clone();
            for (var index = 0; index < places.Count; index++)
            {
                values[places[index]] = row[index];
            }

            var command = batch.CreateBatchCommand();
            command.CommandText = _text;
            Fill(command.Parameters, values);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        do
        {
            await reader.ReadAsync(cancel);
            keys.Add(reader.GetInt64(0));
        }
        while (await reader.NextResultAsync(cancel));
        return keys;
    }

    private void Fill(DbParameterCollection parameters, object[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = FormattableString.Invariant($"@p{index}");
            parameter.Value = values[index];
            parameters.Add(parameter);
        }
    }
}
