using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// A command on whatever connection is lent when it is run. A query is run by the statement that was prepared there for the same text before.
/// </summary>
/// <param name="lent">The connection.</param>
internal sealed class LentCommand(LentConnection lent) : SqliteCommand
{
    // Not prepared: of a script, as migrations are, each statement needs what those before it made.
    private bool _isScript;

    protected override DbTransaction? DbTransaction
    {
        get => base.DbTransaction;
        set => Transaction = ((LentTransaction?)value)?.Held;
    }

    public override int ExecuteNonQuery()
    {
        Connection = lent.Held;
        _isScript = true;
        return base.ExecuteNonQuery();
    }

    public override object? ExecuteScalar()
    {
        Connection = lent.Held;
        return base.ExecuteScalar();
    }

    public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
    {
        Connection = lent.Held;
        return (_isScript ? null : lent.Held.Run(this)) ?? base.ExecuteReader(behavior);
    }
}
