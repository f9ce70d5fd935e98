using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>A transaction of what is lent, which belongs to the connection that a context knows.</summary>
/// <param name="lent">That connection.</param>
/// <param name="held">The transaction itself.</param>
internal sealed class LentTransaction(LentConnection lent, SqliteTransaction held) : DbTransaction
{
    /// <summary>The transaction itself.</summary>
    public SqliteTransaction Held => held;

    public override IsolationLevel IsolationLevel => held.IsolationLevel;

    protected override DbConnection DbConnection => lent;

    public override void Commit() => held.Commit();

    public override void Rollback() => held.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            held.Dispose();
        }

        base.Dispose(disposing);
    }
}
