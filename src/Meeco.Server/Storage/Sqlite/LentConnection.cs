using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>What a context has for a connection: one is lent to it when it is opened, and given back when it is closed.</summary>
/// <param name="connections">Lend it.</param>
/// <param name="address">Which database.</param>
internal sealed class LentConnection(HeldConnections connections, DatabaseAddress address) : DbConnection
{
    private HeldConnection? _held;

    /// <summary>The connection that is lent.</summary>
    /// <exception cref="InvalidOperationException">This one is closed.</exception>
    public HeldConnection Held => _held ?? throw new InvalidOperationException("The connection is closed.");

    [AllowNull]
    public override string ConnectionString
    {
        get => address.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => "main";

    public override string DataSource => address.File ?? "";

    public override string ServerVersion => Held.ServerVersion;

    public override ConnectionState State => _held is null ? ConnectionState.Closed : ConnectionState.Open;

    public override void Open() => _held ??= connections.Lend();

    public override void Close()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            connections.TakeBack(held);
        }
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new LentTransaction(this, Held.BeginTransaction(isolationLevel));

    // EF makes a command before it opens the connection.
    protected override DbCommand CreateDbCommand() => new LentCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
