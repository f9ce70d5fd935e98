using Meeco.Server.Operation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>
/// Inserts many rows of one kind with one prepared statement, where the change tracker would have one parsed for each:
/// a bulk share writes forty rows a call, and parsing cost more than storing. Rows get their keys, and are not tracked.
/// </summary>
/// <param name="db">The database; a transaction is open.</param>
/// <param name="metrics">Are told how long it took.</param>
internal sealed class RowInserter(MeecoDb db, ServerMetrics metrics)
{
    private const string Annotation = "Meeco:Insert";

    /// <summary>Inserts rows.</summary>
    /// <param name="rows">New rows, whose references are in the database.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <typeparam name="T">An entity with a key that the database gives.</typeparam>
    public async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var statement = db.Model.FindEntityType(typeof(T))!.GetOrAddRuntimeAnnotationValue(
            Annotation,
            static given => Statement.Of(given!.Model.FindEntityType(typeof(T))!, given.GetService<ISqlGenerationHelper>()),
            db);
        await statement.Text.RunAsync(db, metrics, rows, (row, key) => statement.Key.PropertyInfo!.SetValue(row, key), cancel);
    }

    private sealed record Statement(RowStatement Text, IProperty Key)
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
                key);
        }
    }
}
