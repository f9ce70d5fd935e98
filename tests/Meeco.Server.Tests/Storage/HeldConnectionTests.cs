using Meeco.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Meeco.Server.Tests.Storage;

/// <summary>A connection that EF closes after each use, and that stays open with its statements.</summary>
public sealed class HeldConnectionTests : IDisposable
{
    private readonly HeldConnection _connection = new("Data Source=:memory:");

    public HeldConnectionTests()
    {
        _connection.Open();
        _connection.Handle!.enable_sqlite3_next_stmt(true);
        Execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY, name TEXT)");
        Execute("INSERT INTO numbers VALUES (1, 'one'), (2, 'two')");
    }

    [Fact]
    public void What_was_going_on_is_ended()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT number FROM numbers";
        command.Transaction = _connection.BeginTransaction();
        Execute("DELETE FROM numbers", command.Transaction);
        using var left = Run(command);

        _connection.Settle();

        left.IsClosed.Should().BeTrue();
        Read("SELECT count(*) FROM numbers").Should().Equal(2);
    }

    [Fact]
    public void A_statement_is_prepared_once_and_gets_new_values_each_time()
    {
        Read("SELECT number FROM numbers WHERE number >= @from", ("@from", 1)).Should().Equal(1, 2);
        Read("SELECT number FROM numbers WHERE number >= @from", ("@from", 2)).Should().Equal(2);

        Prepared().Should().ContainSingle();
    }

    [Fact]
    public void A_statement_that_is_being_read_is_run_again_beside_itself()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT number FROM numbers ORDER BY number";
        using var first = Run(command);
        first.Read();

        Read(command.CommandText).Should().Equal(1, 2);

        first.Read().Should().BeTrue();
        first.GetInt64(0).Should().Be(2);
    }

    [Fact]
    public void What_failed_can_be_run_again()
    {
        var insert = _connection.ForRows("INSERT INTO numbers VALUES (@number, @name)");

        insert.Invoking(row => row.Write([2L, "again"])).Should().Throw<SqliteException>().Which.SqliteErrorCode.Should().Be(raw.SQLITE_CONSTRAINT);

        insert.Write([3L, null]).Should().Be(1);
        Read("SELECT number FROM numbers WHERE name IS NULL").Should().Equal(3);
    }

    [Fact]
    public void A_row_that_is_not_there_is_not_written()
    {
        var update = _connection.ForRows("UPDATE numbers SET name = @name WHERE number = @number");

        update.Write(["deux", 2L]).Should().Be(1);
        update.Write(["dix", 10L]).Should().Be(0);
    }

    [Fact]
    public void So_many_statements_are_kept_and_no_more()
    {
        for (var number = 0; number < 200; number++)
        {
            Read(FormattableString.Invariant($"SELECT {number}")).Should().Equal(number);
        }

        Prepared().Count.Should().BeInRange(1, 64);
    }

    [Fact]
    public void Large_values_are_not_kept_with_a_statement()
    {
        Read("SELECT length(@text)", ("@text", new string('a', 100_000))).Should().Equal(100_000);

        Prepared().Should().BeEmpty();
    }

    public void Dispose()
    {
        var handle = _connection.Handle!;
        _connection.Dispose();
        handle.IsClosed.Should().BeTrue();
    }

    private SqliteDataReader Run(SqliteCommand command) => _connection.Run(command) ?? command.ExecuteReader();

    private void Execute(string text, SqliteTransaction? transaction = null)
    {
        using var command = new SqliteCommand(text, _connection, transaction);
        command.ExecuteNonQuery();
    }

    private List<long> Read(string text, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var reader = Run(command);
        var numbers = new List<long>();
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private List<sqlite3_stmt> Prepared()
    {
        var statements = new List<sqlite3_stmt>();
        for (var next = raw.sqlite3_next_stmt(_connection.Handle!, null!); next is { IsInvalid: false }; next = raw.sqlite3_next_stmt(_connection.Handle!, next))
        {
            statements.Add(next);
        }

        return statements;
    }
}
