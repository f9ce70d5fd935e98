using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// Inserts many rows of one kind with one prepared statement, where the change tracker would have one parsed for each:
/// a bulk share writes forty rows a call, and parsing cost more than storing. PostgreSQL gets all rows of a kind as lists, in one
/// statement. Rows are not tracked, and none is asked for the key that the database gave it (<see cref="RowKeys"/>).
/// </summary>
/// <param name="db">The database.</param>
internal sealed class RowInserter(MeecoDb db)
{
    /// <summary>Inserts rows that have their keys (<see cref="RowKeys"/>) when it is run.</summary>
    /// <param name="rows">New rows, whose references are in the database by then.</param>
    /// <typeparam name="T">An entity with a key of one column.</typeparam>
    public RowRun Of<T>(IReadOnlyCollection<T> rows)
        where T : class => new(StatementOf<T>("Meeco:Insert", static _ => true), rows);

    /// <summary>Inserts rows that nobody refers to when it is run: the database gives them their keys, and nobody is told.</summary>
    /// <inheritdoc cref="Of{T}"/>
    public RowRun OfKeyless<T>(IReadOnlyCollection<T> rows)
        where T : class => new(StatementOf<T>("Meeco:InsertKeyless", static property => !property.IsPrimaryKey()), rows);

    private RowStatement StatementOf<T>(string name, Func<IProperty, bool> isWritten) =>
        db.Model.FindEntityType(typeof(T))!.GetOrAddRuntimeAnnotationValue(
            name,
            static given => Make(
                given.Db.Model.FindEntityType(typeof(T))!, given.IsWritten, given.Db.GetService<ISqlGenerationHelper>(), given.Db.Database.IsNpgsql()),
            (Db: db, IsWritten: isWritten));

    private static RowStatement Make(IEntityType type, Func<IProperty, bool> isWritten, ISqlGenerationHelper sql, bool takesLists)
    {
        var properties = type.GetFlattenedProperties().Where(isWritten).ToList();
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var names = properties.Select(property => sql.DelimitIdentifier(property.GetColumnName(table)!));
        var columns = properties.Select((property, index) => new RowColumn(property, index)).ToList();
        var into = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", names)})";
        var parameters = string.Join(", ", columns.Select(column => column.Parameter));
        return takesLists
            ? new RowStatement(table.Name, $"{into} SELECT * FROM unnest({parameters})", columns, TakesLists: true)
            : new RowStatement(table.Name, $"{into} VALUES ({parameters})", columns);
    }
}
