using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Meeco.Server.Storage.Copying;

/// <summary>A database of PostgreSQL's as one end of a copy.</summary>
internal sealed class PostgresCopyEnd(MeecoDb db) : CopyEnd(db)
{
    private new NpgsqlConnection Connection => (NpgsqlConnection)base.Connection;

    /// <inheritdoc/>
    public override async Task FreezeAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancel)
    {
        await Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        // Whoever would write waits.
        await ScalarAsync($"LOCK TABLE {string.Join(", ", tables.Select(table => $"\"{table.Name}\""))} IN SHARE MODE", cancel);
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var types = table.Columns.Select(TypeOf).ToList();
        await using var writer = await Connection.BeginBinaryImportAsync(
            $"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancel);
            for (var index = 0; index < row.Length; index++)
            {
                if (row[index] is { } value)
                {
                    await writer.WriteAsync(value, types[index], cancel);
                }
                else
                {
                    await writer.WriteNullAsync(cancel);
                }
            }
        }

        await writer.CompleteAsync(cancel);
    }

    /// <inheritdoc/>
    public override async Task<long?> LastKeyAsync(CopyTable table, CancellationToken cancel) =>
        (long?)await ScalarAsync($"SELECT pg_sequence_last_value({Sequence(table)}::regclass)", cancel);

    /// <inheritdoc/>
    public override Task SetLastKeyAsync(CopyTable table, long key, CancellationToken cancel) =>
        ScalarAsync($"SELECT setval({Sequence(table)}, {key.ToString(CultureInfo.InvariantCulture)})", cancel);

    private static string Sequence(CopyTable table) => $"pg_get_serial_sequence('\"{table.Name}\"', '{table.Columns[0].Name}')";

    private static NpgsqlDbType TypeOf(CopyColumn column) => Type.GetTypeCode(column.Type) switch
    {
        TypeCode.Int64 => NpgsqlDbType.Bigint,
        TypeCode.Int32 => NpgsqlDbType.Integer,
        TypeCode.Byte or TypeCode.Int16 => NpgsqlDbType.Smallint,
        TypeCode.Boolean => NpgsqlDbType.Boolean,
        TypeCode.String => NpgsqlDbType.Text,
        _ when column.Type == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"The column {column.Name} is of a kind that is not copied yet: {column.Type}."),
    };
}
