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

    /// <summary>Makes a command that runs a statement row by row, in the transaction that is open.</summary>
    /// <param name="db">The database.</param>
    /// <param name="text">The statement.</param>
    /// <param name="columns">Its columns, in order.</param>
    public static DbCommand CommandOf(MeecoDb db, string text, IReadOnlyList<RowColumn> columns)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = text;
        foreach (var column in columns)
        {
            command.Parameters.Add(column._mapping.CreateParameter(command, column.Parameter, value: null, nullable: true));
        }

        return command;
    }

    /// <summary>Gives the parameters of a command the values of a row.</summary>
    /// <param name="command">Made for these columns.</param>
    /// <param name="columns">Its columns, in order.</param>
    /// <param name="row">The entity.</param>
    public static void Fill(DbCommand command, IReadOnlyList<RowColumn> columns, object row)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            command.Parameters[index].Value = columns[index]._read(row) ?? DBNull.Value;
        }
    }
}
