using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage.Copying;

/// <summary>One end of a copy: what both providers do alike, row by row.</summary>
/// <param name="db">The database, with its connection open.</param>
internal abstract class CopyEnd(MeecoDb db)
{
    /// <summary>Its connection.</summary>
    protected DbConnection Connection => db.Database.GetDbConnection();

    /// <summary>Opens an end by its provider.</summary>
    public static async Task<CopyEnd> OpenAsync(MeecoDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        return db.Database.IsSqlite() ? new SqliteCopyEnd(db) : new PostgresCopyEnd(db);
    }

    /// <summary>Keeps the database as it is, and readable, until its connection is closed.</summary>
    public abstract Task FreezeAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancel);

    /// <summary>Stores rows, all of them or none.</summary>
    public abstract Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CancellationToken cancel);

    /// <summary>The last key that the database gave in a table; null if it gave none.</summary>
    public abstract Task<long?> LastKeyAsync(CopyTable table, CancellationToken cancel);

    /// <summary>Makes the next key that the database gives the one after this.</summary>
    public abstract Task SetLastKeyAsync(CopyTable table, long key, CancellationToken cancel);

    /// <summary>The rows of a table in the order of their keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="after">A row, behind which they begin; null for all.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<object?[]> ReadAsync(
        CopyTable table,
        object?[]? after,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        var where = after is null ? "" : $" WHERE ({table.KeyList}) > ({Parameters(command, after.Take(table.KeyCount))})";
        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\"{where} ORDER BY {table.KeyList}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return Row(table, reader);
        }
    }

    /// <summary>The row with the highest key; null where the table is empty.</summary>
    public async Task<object?[]?> LastAsync(CopyTable table, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        var descending = string.Join(", ", table.Columns.Take(table.KeyCount).Select(column => $"\"{column.Name}\" DESC"));
        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\" ORDER BY {descending} LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Row(table, reader) : null;
    }

    /// <summary>Runs a statement that answers with one value.</summary>
    protected async Task<object?> ScalarAsync(string sql, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? value : null;
    }

    /// <summary>Gives a statement values, and the names by which it says them.</summary>
    protected static string Parameters(DbCommand command, IEnumerable<object?> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = FormattableString.Invariant($"@p{names.Count}");
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
            names.Add(parameter.ParameterName);
        }

        return string.Join(", ", names);
    }

    private static object?[] Row(CopyTable table, DbDataReader reader) =>
        [.. table.Columns.Select((column, index) => reader.IsDBNull(index) ? null : Value(column, reader, index))];

    private static object Value(CopyColumn column, DbDataReader reader, int index) => Type.GetTypeCode(column.Type) switch
    {
        TypeCode.Int64 => reader.GetInt64(index),
        TypeCode.Int32 => reader.GetInt32(index),
        TypeCode.Byte => reader.GetByte(index),
        TypeCode.Int16 => reader.GetInt16(index),
        TypeCode.Boolean => reader.GetBoolean(index),
        TypeCode.String => reader.GetString(index),
        _ when column.Type == typeof(byte[]) => reader.GetFieldValue<byte[]>(index),
        _ => throw new NotSupportedException($"The column {column.Name} is of a kind that is not copied yet: {column.Type}."),
    };
}
