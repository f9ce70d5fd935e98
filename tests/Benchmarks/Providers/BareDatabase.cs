using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// What the database alone does for the rows of a call: the same rows, by the fewest statements, each prepared once, in a
/// transaction of the same kind, with nothing made of them.
/// </summary>
/// <param name="connect">Makes a connection.</param>
internal sealed class BareDatabase(Func<DbConnection> connect) : IDisposable
{
    private const string Page = """SELECT "Key" FROM "Items" WHERE "OwnerKey" = @owner ORDER BY "CreatedAt" DESC, "Key" DESC LIMIT 200""";

    private static readonly string[] Reads =
    [
        $"""SELECT i.* FROM "Items" AS i JOIN ({Page}) AS page ON page."Key" = i."Key" """,
        $"""SELECT s.* FROM "Slots" AS s JOIN ({Page}) AS page ON page."Key" = s."ItemKey" """,
        $"""
        SELECT c."ItemsKey", n.* FROM ({Page}) AS page
        JOIN "ItemClassifications" AS c ON c."ItemsKey" = page."Key" JOIN "ClassificationNodes" AS n ON n."Key" = c."ClassificationNodesKey"
        """,
    ];

    // One writer at a time, who waits in the process, as in the server.
    private readonly SemaphoreSlim _gate = new(1);
    private long _next;

    /// <summary>A page of 200 own items with their slots.</summary>
    /// <returns>Pages a second.</returns>
    public Task<double> ReadItemsAsync(int users, TimeSpan length, CancellationToken cancel) => RunAsync(
        users,
        length,
        async connection =>
        {
            var statements = Reads.Select(text => Command(connection, text, ("@owner", GreatSharer))).ToList();
            var values = new object[50];
            return async () =>
            {
                var level = connection is NpgsqlConnection ? IsolationLevel.RepeatableRead : IsolationLevel.ReadUncommitted;
                await using var transaction = await connection.BeginTransactionAsync(level, cancel);
                foreach (var statement in statements)
                {
                    statement.Transaction = transaction;
                    await using var reader = await statement.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel))
                    {
                        reader.GetValues(values);
                    }
                }

                await transaction.CommitAsync(cancel);
            };
        },
        cancel);

    /// <summary>The rows of sharing an item that nobody shared before with ten: copies, shares, and two events each.</summary>
    /// <param name="users">How many write at once.</param>
    /// <param name="length">For how long.</param>
    /// <param name="firstItem">The first of the items, which are taken one after the other.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Items a second.</returns>
    public Task<double> ShareItemsAsync(int users, TimeSpan length, int firstItem, CancellationToken cancel)
    {
        _next = firstItem;
        return RunAsync(
            users,
            length,
            async connection =>
            {
                var inserts = new[]
                {
                    await BareInsert.OfAsync(connection, "ReceivedItems", cancel),
                    await BareInsert.OfAsync(connection, "Shares", cancel),
                    await BareInsert.OfAsync(connection, "Events", cancel),
                };
                var touch = Command(connection, """UPDATE "Items" SET "LastValuesRevision" = 10 WHERE "Key" = @item""", ("@item", 0L));
                return () => ShareAsync(connection, inserts, touch, cancel);
            },
            cancel);
    }

    public void Dispose() => _gate.Dispose();

    private async Task ShareAsync(DbConnection connection, BareInsert[] inserts, DbCommand touch, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _next) - 1;
        if (number >= BareItems)
        {
            throw new InvalidOperationException("There are no fresh items left for the bare database.");
        }

        var (item, owner) = (FirstFreshItem + number, FirstFreshOwner + (number % FreshOwners));
        var sqlite = connection is not NpgsqlConnection;
        if (sqlite)
        {
            await _gate.WaitAsync(cancel);
        }

        try
        {
            while (!await TryShareAsync(connection, inserts, touch, item, owner, cancel))
            {
                // Undone by the database because of another: again, as in the server.
            }
        }
        finally
        {
            if (sqlite)
            {
                _gate.Release();
            }
        }
    }

    private static async Task<bool> TryShareAsync(
        DbConnection connection, BareInsert[] inserts, DbCommand touch, long item, long owner, CancellationToken cancel)
    {
        try
        {
            var level = connection is NpgsqlConnection ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable;
            await using var transaction = await connection.BeginTransactionAsync(level, cancel);
            var recipients = Enumerable.Range(0, Recipients).Select(static place => FirstGreatRecipient + place).ToList();
            var copies = await inserts[0].RunAsync(
                transaction, recipients.Select(recipient => new object[] { item, recipient }), ["ItemKey", "RecipientKey"], cancel);
            var shares = await inserts[1].RunAsync(
                transaction,
                recipients.Zip(copies, (recipient, copy) => new object[] { item, copy, owner, owner, recipient }),
                ["ItemKey", "ReceivedItemKey", "OwnerKey", "SenderKey", "RecipientKey"],
                cancel);
            await inserts[2].RunAsync(
                transaction,
                recipients.Zip(shares).SelectMany(pair => new object[][] { [owner, owner, pair.Second], [pair.First, owner, pair.Second] }),
                ["UserKey", "ActorKey", "Subject_ShareKey"],
                cancel);
            touch.Transaction = transaction;
            touch.Parameters[0].Value = item;
            await touch.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (PostgresException conflict) when (conflict.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    // Each on a thread and a connection of its own, after a second that is not counted.
    private async Task<double> RunAsync(
        int users, TimeSpan length, Func<DbConnection, Task<Func<Task>>> prepare, CancellationToken cancel)
    {
        var warm = TimeSpan.FromSeconds(1);
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(
            async () =>
            {
                await using var connection = connect();
                await connection.OpenAsync(cancel);
                var work = await prepare(connection);
                var count = 0;
                while (watch.Elapsed < warm + length)
                {
                    var counts = watch.Elapsed >= warm;
                    await work();
                    count += counts ? 1 : 0;
                }

                return count;
            },
            cancel)));
        return counts.Sum() / (watch.Elapsed - warm).TotalSeconds;
    }

    private static DbCommand Command(DbConnection connection, string text, (string Name, object Value) parameter)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        var added = command.CreateParameter();
        (added.ParameterName, added.Value) = parameter;
        command.Parameters.Add(added);
        command.Prepare();
        return command;
    }
}
