using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Meeco.Server.Storage;

/// <summary>A column of a statement that writes rows: its parameter, and the value that a row has for it.</summary>
internal sealed class RowColumn
{
    private readonly RelationalTypeMapping _mapping;
    private readonly Type _element;
    private readonly Func<object, object?> _read;

    /// <param name="property">The property of the entity that the column holds.</param>
    /// <param name="number">Its place in the statement.</param>
    public RowColumn(IProperty property, int number)
    {
        _mapping = property.GetRelationalTypeMapping();
        Parameter = FormattableString.Invariant($"@p{number}");
        var type = _mapping.Converter?.ProviderClrType ?? _mapping.ClrType;
        _element = type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
        var getter = property.GetGetter();
        var convert = _mapping.Converter?.ConvertToProvider ?? (static value => value);
        _read = row => getter.GetClrValueUsingContainingEntity(row) is { } value ? convert(value) : null;
    }

    /// <summary>The name of its parameter in the text of the statement.</summary>
    public string Parameter { get; }

    /// <summary>Its parameter with the value that a row has for it.</summary>
    /// <param name="maker">A command of the database's.</param>
    /// <param name="row">The row.</param>
    public DbParameter ParameterOf(DbCommand maker, object row)
    {
        var parameter = Typed(maker);
        parameter.Value = ValueOf(row) ?? DBNull.Value;
        return parameter;
    }

    /// <summary>Its parameter with the values that rows have for it, as a list, which PostgreSQL alone knows.</summary>
    /// <param name="maker">A command of PostgreSQL's.</param>
    /// <param name="rows">The rows.</param>
    public DbParameter ListOf(DbCommand maker, IReadOnlyCollection<object> rows)
    {
        var values = Array.CreateInstance(_element, rows.Count);
        foreach (var (index, row) in rows.Index())
        {
            values.SetValue(ValueOf(row), index);
        }

        var parameter = (NpgsqlParameter)Typed(maker);
        parameter.NpgsqlDbType |= NpgsqlDbType.Array;
        parameter.Value = values;
        return parameter;
    }

    /// <summary>The value that a row has for it.</summary>
    public object? ValueOf(object row) => _read(row);

    private DbParameter Typed(DbCommand maker) => _mapping.CreateParameter(maker, Parameter, value: null, nullable: true);
}
