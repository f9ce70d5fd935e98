using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Meeco.Server.Storage;

/// <summary>
/// Reads the columns of statements' rows from left to right, as they are stored. SQLite's driver looks at the type of each value before
/// it hands it over, which for a page of items takes longer than finding the rows: here its statement is asked for the value alone.
/// </summary>
/// <param name="reader">At the first statement's rows.</param>
internal sealed class RowReader(DbDataReader reader)
{
    private sqlite3_stmt? _sqlite = StatementOf(reader);
    private int _column;

    /// <summary>Goes to the next row; what was not read of this one is passed over.</summary>
    /// <returns>Whether there is one.</returns>
    public Task<bool> NextAsync(CancellationToken cancel)
    {
        _column = 0;
        return reader.ReadAsync(cancel);
    }

    /// <summary>Goes to the rows of the next statement.</summary>
    public async Task NextStatementAsync(CancellationToken cancel)
    {
        if (!await reader.NextResultAsync(cancel))
        {
            throw new InvalidOperationException("There is no further statement.");
        }

        _sqlite = StatementOf(reader);
    }

    /// <summary>The next column, a key or another large number.</summary>
    public long Long() => _sqlite is null ? reader.GetInt64(_column++) : raw.sqlite3_column_int64(_sqlite, _column++);

    /// <summary>The next column, a number.</summary>
    public int Int() => _sqlite is null ? reader.GetInt32(_column++) : raw.sqlite3_column_int(_sqlite, _column++);

    /// <summary>The next column, yes or no.</summary>
    public bool Flag() => _sqlite is null ? reader.GetBoolean(_column++) : raw.sqlite3_column_int(_sqlite, _column++) != 0;

    /// <summary>The next column, a time (<see cref="UtcMilliseconds"/>).</summary>
    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(Long());

    /// <summary>The next column, a text.</summary>
    public string Text() => _sqlite is null ? reader.GetString(_column++) : raw.sqlite3_column_text(_sqlite, _column++).utf8_to_string();

    /// <summary>The next column, a key or another large number that may be absent.</summary>
    public long? LongOrNull() => IsNull() ? Pass<long?>() : Long();

    /// <summary>The next column, a text that may be absent.</summary>
    public string? TextOrNull() => IsNull() ? Pass<string>() : Text();

    private static sqlite3_stmt? StatementOf(DbDataReader reader) => (reader as SqliteDataReader)?.Handle;

    private bool IsNull() =>
        _sqlite is null ? reader.IsDBNull(_column) : raw.sqlite3_column_type(_sqlite, _column) == raw.SQLITE_NULL;

    private T? Pass<T>()
    {
        _column++;
        return default;
    }
}
