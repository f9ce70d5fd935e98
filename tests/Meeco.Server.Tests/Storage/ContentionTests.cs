using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Meeco.Server.Tests.Storage;

/// <summary>What the database undoes is done again, once, and no client hears of it.</summary>
public sealed class ContentionTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_was_undone_is_done_again_from_its_beginning_and_what_follows_it_once()
    {
        TestDatabases.RequirePostgres();
        var item = await KeyOfItemAsync();
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var (tries, followed, prepared) = (0, 0, 0);

        await transactions.WriteAsync(
            async inner =>
            {
                tries++;
                transactions.AfterCommit(_ => Task.FromResult(followed++));
                transactions.BeforeCommit(_ => Task.FromResult(prepared++));
                var found = await db.Items.SingleAsync(one => one.Key == item, inner);
                if (tries < 4)
                {
                    await BesideAsync(item);
                }

                found.Label += "!";
            },
            Cancel);

        (tries, followed).Should().Be((4, 1));
        prepared.Should().BeInRange(1, 4);
        (await LabelAsync(item)).Should().Be("aaa!");
    }

    [Fact]
    public async Task Those_who_wait_for_each_other_both_come_to_their_end()
    {
        TestDatabases.RequirePostgres();
        var (one, other) = (await KeyOfItemAsync(), await KeyOfItemAsync());
        using var bothHoldOne = new Barrier(2);

        await Task.WhenAll(LockBothAsync(one, other, bothHoldOne), LockBothAsync(other, one, bothHoldOne));

        (await LabelAsync(one)).Should().Be("!!");
        (await LabelAsync(other)).Should().Be("!!");
    }

    [Fact]
    public async Task A_constraint_that_fails_every_time_is_a_mistake_and_does_not_go_on_for_ever()
    {
        TestDatabases.RequirePostgres();
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var tries = 0;

        var write = () => transactions.WriteAsync(
            _ =>
            {
                tries++;
                db.Add(new ServerSecret { Name = ServerSecrets.PublicIdKey, Value = [1] });
                return Task.CompletedTask;
            },
            Cancel);

        (await write.Should().ThrowAsync<DbUpdateException>()).WithInnerException<PostgresException>();
        tries.Should().BeInRange(2, 10);
    }

    [Fact]
    public async Task A_connection_that_ends_before_the_commit_is_taken_up_again()
    {
        TestDatabases.RequirePostgres();
        var item = await KeyOfItemAsync();
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var tries = 0;

        await transactions.WriteAsync(
            async inner =>
            {
                var found = await db.Items.SingleAsync(one => one.Key == item, inner);
                found.Label += "!";
                if (tries++ == 0)
                {
                    await EndConnectionAsync(db, inner);
                }
            },
            Cancel);

        tries.Should().Be(2);
        (await LabelAsync(item)).Should().Be("!");
    }

    [Fact]
    public async Task A_connection_that_ends_while_a_statement_is_prepared_on_it_is_taken_up_again()
    {
        TestDatabases.RequirePostgres();
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var items = db.Items.TagWith($"{Guid.NewGuid()}");
        var tries = 0;

        await transactions.WriteAsync(
            async inner =>
            {
                await items.CountAsync(inner);
                if (tries++ == 0)
                {
                    await EndConnectionAsync(db, inner);
                }

                // What is used a second time on a connection is prepared.
                await items.CountAsync(inner);
            },
            Cancel);

        tries.Should().Be(2);
    }

    [Fact]
    public async Task A_connection_that_ends_during_the_commit_is_no_reason_to_do_it_again()
    {
        TestDatabases.RequirePostgres();
        var item = await KeyOfItemAsync();
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var tries = 0;

        var write = () => transactions.WriteAsync(
            async inner =>
            {
                tries++;
                (await db.Items.SingleAsync(one => one.Key == item, inner)).Label += "!";
                transactions.BeforeCommit(last => EndConnectionAsync(db, last));
            },
            Cancel);

        await write.Should().ThrowAsync<UnknownOutcomeException>();
        tries.Should().Be(1);
    }

    [Fact]
    public async Task Many_who_write_at_once_are_all_answered_as_if_each_were_alone()
    {
        var story = new Story(server);
        var pairs = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => story.UsersInAChainAsync(2)));

        await Task.WhenAll(pairs.Select(async pair =>
        {
            for (var round = 0; round < 5; round++)
            {
                var owner = pair[0] with { Vault = pair[0].Vault.With("Idempotency-Key", $"{Guid.NewGuid()}") };
                var item = await Story.ItemAsync(owner, "plate");
                await Story.ShareAsync(pair[0], item, pair[1]);
                await Story.UpdateAsync(pair[0], item);
            }
        }));

        foreach (var pair in pairs)
        {
            (await pair[1].Vault.GetAsync("/items"))["items"]!.AsArray().Should().HaveCount(5);
            (await Story.TasksAsync(pair[0], "?state=todo")).Should().HaveCount(5);
        }

        await ReportAsync();
    }

    // For the reader of the output: how often the database undid something.
    private async Task ReportAsync()
    {
        if (!TestDatabases.OnPostgres)
        {
            return;
        }

        await using var scope = server.Scope();
        var counts = await Of(scope).Db.Database
            .SqlQuery<string>($"""SELECT xact_commit || ' committed, ' || xact_rollback || ' undone' AS "Value" FROM pg_stat_database WHERE datname = current_database()""")
            .SingleAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(counts);
    }

    private async Task<long> KeyOfItemAsync()
    {
        var user = await server.NewUserAsync();
        await Drawer.MakeAsync(user, "label");
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        return await transactions.WriteAsync(
            async inner =>
            {
                var item = await db.Items.SingleAsync(one => one.OwnerKey == user.Key, inner);
                item.Label = "";
                return item.Key;
            },
            Cancel);
    }

    private async Task BesideAsync(long item)
    {
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        await transactions.WriteAsync(async inner => (await db.Items.SingleAsync(one => one.Key == item, inner)).Label += "a", Cancel);
    }

    private async Task LockBothAsync(long first, long second, Barrier bothHoldOne)
    {
        await using var scope = server.Scope();
        var (db, transactions) = Of(scope);
        var tries = 0;
        await Task.Run(
            () => transactions.WriteAsync(
                async inner =>
                {
                    await Append(db, first, inner);
                    if (tries++ == 0)
                    {
                        bothHoldOne.SignalAndWait(inner);
                    }

                    await Append(db, second, inner);
                },
                Cancel),
            Cancel);
    }

    private static Task<int> Append(MeecoDb db, long item, CancellationToken cancel) => db.Items
        .Where(one => one.Key == item)
        .ExecuteUpdateAsync(set => set.SetProperty(one => one.Label, one => one.Label + "!"), cancel);

    private static async Task EndConnectionAsync(MeecoDb db, CancellationToken cancel)
    {
        var process = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
        await using var other = new NpgsqlConnection(db.Database.GetConnectionString());
        await other.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(@process, 5000)", other);
        command.Parameters.AddWithValue("process", process);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<string> LabelAsync(long item)
    {
        await using var scope = server.Scope();
        return (await Of(scope).Db.Items.AsNoTracking().SingleAsync(one => one.Key == item, Cancel)).Label;
    }

    private static (MeecoDb Db, Transactions Transactions) Of(AsyncServiceScope scope) =>
        (scope.ServiceProvider.GetRequiredService<MeecoDb>(), scope.ServiceProvider.GetRequiredService<Transactions>());
}
