using System.Data.Common;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Tests.Storage;

/// <summary>What contexts have for connections on SQLite: one is lent to each while it uses it.</summary>
public sealed class LentConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-lent-").FullName;
    private readonly DatabaseAddress _address;
    private readonly HeldConnections _connections;

    public LentConnectionTests()
    {
        _address = DatabaseAddress.InFolder(_folder);
        _connections = new HeldConnections(_address, Options.Create(new ServerOptions()));
        using var connection = Opened();
        Execute(connection, "CREATE TABLE numbers (number INTEGER PRIMARY KEY); INSERT INTO numbers VALUES (1), (2)");
    }

    [Fact]
    public void The_last_that_came_back_is_lent_first()
    {
        using var one = Opened();
        using var other = Opened();
        var (first, last) = (one.Held, other.Held);
        last.Should().NotBeSameAs(first);

        one.Close();
        other.Close();

        using var next = Opened();
        next.Held.Should().BeSameAs(last);
        using var afterwards = Opened();
        afterwards.Held.Should().BeSameAs(first);
    }

    [Fact]
    public void So_many_stay_open_without_work_and_no_more()
    {
        var lent = Enumerable.Range(0, 40).Select(_ => Opened()).ToList();
        var held = lent.ConvertAll(connection => connection.Held);

        lent.ForEach(connection => connection.Dispose());

        held.Count(connection => connection.Handle is not null).Should().Be(16);
    }

    [Fact]
    public void What_was_not_committed_ends_with_the_loan()
    {
        using var connection = Opened();
        var held = connection.Held;
        using var transaction = connection.BeginTransaction();
        Execute(connection, "DELETE FROM numbers", transaction);
        transaction.Connection.Should().BeSameAs(connection);

        connection.Close();

        using var next = Opened();
        next.Held.Should().BeSameAs(held);
        Count(next).Should().Be(2);
    }

    [Fact]
    public void What_was_committed_stays()
    {
        using var connection = Opened();
        using (var transaction = connection.BeginTransaction())
        {
            Execute(connection, "DELETE FROM numbers WHERE number = 2", transaction);
            transaction.Commit();
        }

        Count(connection).Should().Be(1);
    }

    [Fact]
    public void A_command_is_run_on_what_is_lent_then()
    {
        using var connection = Opened();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM numbers";
        command.ExecuteScalar().Should().Be(2L);

        connection.Close();
        command.Invoking(closed => closed.ExecuteScalar()).Should().Throw<InvalidOperationException>();
        using var taken = Opened();

        connection.Open();
        connection.Held.Should().NotBeSameAs(taken.Held);
        command.ExecuteScalar().Should().Be(2L);
    }

    [Fact]
    public void What_comes_back_when_all_is_over_is_closed()
    {
        using var connection = Opened();
        var held = connection.Held;

        _connections.Dispose();
        Count(connection).Should().Be(2);
        connection.Close();

        held.Handle.Should().BeNull();
    }

    public void Dispose()
    {
        _connections.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private LentConnection Opened()
    {
        var connection = new LentConnection(_connections, _address);
        connection.Open();
        return connection;
    }

    private static void Execute(LentConnection connection, string text, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static long Count(LentConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM numbers";
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        return reader.GetInt64(0);
    }
}
