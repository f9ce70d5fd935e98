using Microsoft.Data.Sqlite;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// A connection that stays open from one use to the next, with the statements that were run on it: to open one, and to parse a
/// statement, cost more than most statements take to run (docs/STORAGE.md).
/// </summary>
/// <param name="connectionString">Says which database.</param>
internal sealed class HeldConnection(string connectionString) : SqliteConnection(connectionString)
{
    // What the calls of a server consist of, at some ten kilobytes each; where there are more, they begin anew.
    private const int MostStatements = 64;

    // SQLite keeps the values that a statement was run with until it is run again.
    private const int LargeValue = 32 * 1024;

    private readonly Dictionary<string, Statement> _statements = [];
    private readonly Dictionary<string, RowCommand> _forRows = [];

    /// <summary>Runs a command by the statement that was prepared for its text before, or is now.</summary>
    /// <param name="command">A command on this connection, which stays its owner's.</param>
    /// <returns>Its rows; null if it is to be run by itself, since that statement is being read, or would keep large values.</returns>
    public SqliteDataReader? Run(SqliteCommand command)
    {
        if (HasLargeValue(command) || Free(command.CommandText) is not { } statement)
        {
            return null;
        }

        var prepared = statement.Command;
        prepared.Transaction = command.Transaction;
        prepared.CommandTimeout = command.CommandTimeout;
        prepared.Parameters.Clear();
        foreach (SqliteParameter parameter in command.Parameters)
        {
            prepared.Parameters.Add(parameter);
        }

        return statement.Reader = prepared.ExecuteReader();
    }

    /// <summary>A statement to be run for rows, one after the other: it was prepared before, or is now.</summary>
    /// <param name="text">The statement.</param>
    public RowCommand ForRows(string text)
    {
        if (!_forRows.TryGetValue(text, out var command))
        {
            _forRows.Add(text, command = new RowCommand(this, text));
        }

        return command;
    }

    /// <summary>Ends what is still going on, so that it can be used for something else.</summary>
    public void Settle()
    {
        foreach (var statement in _statements.Values.Where(statement => statement.IsRead))
        {
            statement.Reader!.Dispose();
        }

        Transaction?.Dispose();
    }

    public override void Close()
    {
        Settle();
        _statements.Clear();
        foreach (var command in _forRows.Values)
        {
            command.Dispose();
        }

        _forRows.Clear();
        base.Close();
    }

    private static bool HasLargeValue(SqliteCommand command) => command.Parameters
        .Cast<SqliteParameter>()
        .Any(parameter => parameter.Value is string { Length: > LargeValue } or byte[] { Length: > LargeValue });

    private Statement? Free(string text)
    {
        if (_statements.TryGetValue(text, out var known))
        {
            return known.IsRead ? null : known;
        }

        if (_statements.Count >= MostStatements)
        {
            foreach (var (old, statement) in _statements.Where(pair => !pair.Value.IsRead).ToList())
            {
                _statements.Remove(old);
                statement.Command.Dispose();
            }
        }

        var command = new SqliteCommand(text, this, Transaction);
        command.Prepare();
        return _statements[text] = new Statement(command);
    }

    private sealed class Statement(SqliteCommand command)
    {
        public SqliteCommand Command { get; } = command;

        public SqliteDataReader? Reader { get; set; }

        public bool IsRead => Reader is { IsClosed: false };
    }
}
