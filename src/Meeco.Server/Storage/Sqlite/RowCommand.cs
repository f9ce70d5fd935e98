using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// A statement that was parsed once on its connection and is run for many rows. SQLite's driver looks up each parameter by its name,
/// and makes a reader, for every row: that takes a third of the time of a row of few columns.
/// </summary>
/// <param name="connection">The connection, which is open.</param>
/// <param name="text">One statement; its parameters are each there once, and are bound in the order of the text.</param>
internal sealed class RowCommand(SqliteConnection connection, string text) : IDisposable
{
    private readonly sqlite3_stmt _statement = Prepare(connection, text);

    /// <summary>Runs it.</summary>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>How many rows it wrote.</returns>
    /// <exception cref="SqliteException">As from the driver.</exception>
    public int Write(IReadOnlyList<object?> values)
    {
        Step(values);
        var written = raw.sqlite3_changes(connection.Handle!);
        Reset();
        return written;
    }

    /// <summary>Runs it and reads one number.</summary>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>The first column of the first row; null where there is none.</returns>
    /// <exception cref="SqliteException">As from the driver.</exception>
    public long? ReadNumber(IReadOnlyList<object?> values)
    {
        long? number = Step(values) ? raw.sqlite3_column_int64(_statement, 0) : null;
        Reset();
        return number;
    }

    public void Dispose() => _statement.Dispose();

    private static sqlite3_stmt Prepare(SqliteConnection connection, string text)
    {
        var result = raw.sqlite3_prepare_v2(connection.Handle!, text, out var statement);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return statement;
    }

    private bool Step(IReadOnlyList<object?> values)
    {
        for (var place = 0; place < values.Count; place++)
        {
            Bind(place + 1, values[place]);
        }

        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
            return false;
        }
        finally
        {
            Reset();
        }
    }

    private void Bind(int place, object? value) => SqliteException.ThrowExceptionForRC(
        value switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            int number => raw.sqlite3_bind_int(_statement, place, number),
            bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
            string text => raw.sqlite3_bind_text(_statement, place, text),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
            _ => throw new NotSupportedException($"A column is of a kind that is not written yet: {value.GetType()}."),
        },
        connection.Handle);

    // SQLite would keep the values until it is run again.
    private void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }
}
