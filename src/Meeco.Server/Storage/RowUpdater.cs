using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// Updates the same columns of many rows with one prepared command, as <see cref="RowInserter"/> inserts them. The rows were
/// read in the transaction that is open, and are not tracked.
/// </summary>
/// <param name="db">The database.</param>
internal sealed class RowUpdater(MeecoDb db)
{
    /// <summary>Stores some columns of rows when it is run.</summary>
    /// <param name="rows">The rows, with their new values.</param>
    /// <param name="columns">Which columns, as an anonymous object: <c>row => new { row.A, row.B }</c>.</param>
    /// <typeparam name="T">An entity with a key of one column.</typeparam>
    public RowRun Of<T>(IReadOnlyCollection<T> rows, Expression<Func<T, object>> columns)
        where T : class
    {
        var names = columns.GetMemberAccessList().Select(member => member.Name).ToList();
        var statement = db.Model.FindEntityType(typeof(T))!.GetOrAddRuntimeAnnotationValue(
            $"Meeco:Update:{string.Join(',', names)}",
            given => StatementOf(given.Db.Model.FindEntityType(typeof(T))!, given.Names, given.Db.GetService<ISqlGenerationHelper>()),
            (Db: db, Names: names));
        return new RowRun(statement, rows);
    }

    private static RowStatement StatementOf(IEntityType type, IReadOnlyList<string> names, ISqlGenerationHelper sql)
    {
        var key = type.FindPrimaryKey()!.Properties.Single();
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var properties = names.Select(name => type.FindProperty(name)!).Append(key).ToList();
        var columns = properties.Select((property, index) => new RowColumn(property, index)).ToList();
        var set = properties.Zip(
            columns,
            (property, column) => $"{sql.DelimitIdentifier(property.GetColumnName(table)!)} = {column.Parameter}").ToList();
        return new RowStatement(
            table.Name,
            $"UPDATE {sql.DelimitIdentifier(table.Name)} SET {string.Join(", ", set.SkipLast(1))} WHERE {set[^1]}",
            columns);
    }
}
