using Meeco.Server.Storage.Postgres;
using Meeco.Server.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Meeco.Server.Storage;

/// <summary>
/// Gives new rows their keys before they are inserted, so that rows which refer to each other are written together: on PostgreSQL in one
/// message instead of one for each kind. Call it inside the transaction that writes.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="blocks">The keys that this instance took ahead from PostgreSQL.</param>
internal sealed class RowKeys(MeecoDb db, KeyBlocks blocks)
{
    private const string Annotation = "Meeco:Key";

    /// <summary>Sets the rows' keys, ascending in their order.</summary>
    /// <param name="rows">New rows.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <typeparam name="T">An entity whose key is a number that the database counts.</typeparam>
    public async Task GiveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var key = db.Model.FindEntityType(typeof(T))!.GetOrAddRuntimeAnnotationValue(
            Annotation, static given => Counted.Of(given!.Model.FindEntityType(typeof(T))!), db);
        var keys = db.Database.GetDbConnection() is LentConnection { Held: var connection }
            ? Following(connection, key.Table, rows.Count)
            : await blocks.TakeAsync(db, key.Table, key.Column, rows.Count, cancel);
        foreach (var (row, given) in rows.Zip(keys))
        {
            key.Set(row, given);
        }
    }

    // The transaction is the only one that writes: what follows the last key is free until it ends.
    private static IEnumerable<long> Following(HeldConnection connection, string table, int count)
    {
        var last = connection.ForRows("SELECT seq FROM sqlite_sequence WHERE name = @table").ReadNumber([table]) ?? 0;
        return Enumerable.Range(1, count).Select(number => last + number);
    }

    private sealed record Counted(string Table, string Column, Action<object, object?> Set)
    {
        public static Counted Of(IEntityType type)
        {
            var key = type.FindPrimaryKey()!.Properties.Single();
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            return new Counted(table.Name, key.GetColumnName(table)!, (row, value) => key.PropertyInfo!.SetValue(row, value));
        }
    }
}
