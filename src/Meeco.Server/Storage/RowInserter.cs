using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// Inserts many rows of one kind with one prepared statement, where the change tracker would have one parsed for each:
/// a bulk share writes forty rows a call, and parsing cost more than storing. Rows get their keys, and are not tracked.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="runs">Run what inserts.</param>
internal sealed class RowInserter(MeecoDb db, RowRuns runs)
{
    private const string Annotation = "Meeco:Insert";

    /// <summary>Inserts rows.</summary>
    /// <inheritdoc cref="Of{T}"/>
    /// <param name="rows">New rows, whose references are in the database.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class => runs.RunAsync([Of(rows)], cancel);

    /// <summary>Inserts rows when it is run.</summary>
    /// <param name="rows">New rows, whose references are in the database by then.</param>
    /// <typeparam name="T">An entity with a key that the database gives.</typeparam>
    public RowRun Of<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        var statement = db.Model.FindEntityType(typeof(T))!.GetOrAddRuntimeAnnotationValue(
            Annotation,
            static given => Statement.Of(given!.Model.FindEntityType(typeof(T))!, given.GetService<ISqlGenerationHelper>()),
            db);
        return new RowRun(statement.Text, rows, statement.SetKey);
    }

    private sealed record Statement(RowStatement Text, Action<object, object?> SetKey)
    {
        public static Statement Of(IEntityType type, ISqlGenerationHelper sql)
        {
            var key = type.FindPrimaryKey()!.Properties.Single();
            var properties = type.GetFlattenedProperties().Where(property => property != key).ToList();
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            var names = properties.Select(property => sql.DelimitIdentifier(property.GetColumnName(table)!));
            var columns = properties.Select((property, index) => new RowColumn(property, index)).ToList();
            return new Statement(
                new RowStatement(
                    $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", names)}) "
                    + $"VALUES ({string.Join(", ", columns.Select(column => column.Parameter))}) RETURNING {sql.DelimitIdentifier(key.GetColumnName(table)!)}",
                    columns),
                key.PropertyInfo!.SetValue);
        }
    }
}
