using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage;

/// <summary>A column of a statement that is written row by row: its parameter, and the value that a row has for it.</summary>
internal sealed class RowColumn
{
    private readonly RelationalTypeMapping _mapping;
    private readonly Func<object, object?> _read;

    /// <param name="property">The property of the entity that the column holds.</param>
    /// <param name="number">Its place in the statement.</param>
    public RowColumn(IProperty property, int number)
    {
        _mapping = property.GetRelationalTypeMapping();
        Parameter = FormattableString.Invariant($"@p{number}");
        var getter = property.GetGetter();
        var convert = _mapping.Converter?.ConvertToProvider ?? (static value => value);
        _read = row => getter.GetClrValueUsingContainingEntity(row) is { } value ? convert(value) : null;
    }

    /// <summary>The name of its parameter in the text of the statement.</summary>
    public string Parameter { get; }

    /// <summary>Makes its parameter, still without a value.</summary>
    /// <param name="maker">A command of the database's.</param>
    public DbParameter ParameterOf(DbCommand maker) => _mapping.CreateParameter(maker, Parameter, value: null, nullable: true);

    /// <summary>The value that a row has for it.</summary>
    public object? ValueOf(object row) => _read(row);
}
