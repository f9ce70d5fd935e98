using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Meeco.Server.Storage.Copying;

/// <summary>A table as every provider has it: the names, and the kinds of values.</summary>
internal sealed class CopyTable
{
    private CopyTable(ITable table)
    {
        Name = table.Name;
        var key = table.PrimaryKey!.Columns;
        Columns = [.. key.Concat(table.Columns.Except(key).OrderBy(column => column.Name, StringComparer.Ordinal)).Select(column =>
            new CopyColumn(column.Name, column.StoreTypeMapping.Converter?.ProviderClrType ?? column.StoreTypeMapping.ClrType))];
        KeyCount = key.Count;
        IsOrdered = key.All(column => column.StoreTypeMapping.ClrType == typeof(long));
        GivesKeys = key is [{ PropertyMappings: [{ Property.ValueGenerated: ValueGenerated.OnAdd }, ..] }] && IsOrdered;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its columns, those of the key first.</summary>
    public IReadOnlyList<CopyColumn> Columns { get; }

    /// <summary>How many columns the key has.</summary>
    public int KeyCount { get; }

    /// <summary>Whether rows have an order that all databases agree about: the key is of numbers.</summary>
    public bool IsOrdered { get; }

    /// <summary>Whether the database gives new rows their keys, and must not give one twice.</summary>
    public bool GivesKeys { get; }

    /// <summary>The names of all columns, for a statement.</summary>
    public string ColumnList => List(Columns);

    /// <summary>The names of the key's columns, for a statement.</summary>
    public string KeyList => List(Columns.Take(KeyCount));

    /// <summary>The tables of the model, each behind those that it refers to.</summary>
    public static IReadOnlyList<CopyTable> Of(MeecoDb db)
    {
        var marks = db.Model.FindEntityType(typeof(CopyMark))!.GetTableName();
        var left = db.Model.GetRelationalModel().Tables
            .Where(table => table.Name != marks)
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .ToList();
        var ordered = new List<CopyTable>();
        while (left.Count > 0)
        {
            var next = left.First(table => !table.ForeignKeyConstraints.Any(
                reference => reference.PrincipalTable != table && left.Contains(reference.PrincipalTable)));
            left.Remove(next);
            ordered.Add(new CopyTable(next));
        }

        return ordered;
    }

    private static string List(IEnumerable<CopyColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
}

/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values are for a provider, once converted.</param>
internal sealed record CopyColumn(string Name, Type Type);
