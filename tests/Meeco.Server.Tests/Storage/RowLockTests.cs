using System.Text.Json.Nodes;
using Meeco.Server.ClientTasks;
using Meeco.Server.Connections;
using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Server.Tests.Delegations;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Sharing;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Storage;

/// <summary>Work that locks the item it is about is not undone by work on others, and keeps the rules beside work on the same.</summary>
public sealed class RowLockTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_of_an_item_is_not_undone_because_another_item_is_changed_beside_it()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, _) = await SharedItemAsync();
        var (neighbour, other, _, _) = await SharedItemAsync();
        await using var scope = server.Scope();
        var between = new Between(async () =>
            (await neighbour.Vault.PutAsync($"/items/{other.Id}", Drawer.Change(Drawer.Slot("model", "12")))).Should(200));

        await ActivatorUtilities.CreateInstance<ItemWriter>(scope.ServiceProvider, between).UpdateAsync(
            CallerOf(owner), item.Id, new PutItemsRequest { Item = new PutItemsItem { Label = "new" } }, expectedVersion: null, Cancel);

        between.Times.Should().Be(1);
        (await Story.TasksAsync(owner, "?state=todo")).Should().ContainSingle();
        (await Story.TasksAsync(neighbour, "?state=todo")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_share_that_is_made_while_its_connection_ends_does_not_outlive_it()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, recipient, _) = await SharedItemAsync();
        var connection = (await owner.Vault.GetAsync("/connections"))["connections"]![0]!["own"]!["id"]!.GetValue<string>();

        var tries = await BesideAsync(
            () => Story.ShareAsync(owner, item, recipient),
            (services, inner) => services.GetRequiredService<ConnectionMaking>().EndAsync(CallerOf(owner), connection, inner));

        tries.Should().Be(2);
        (await recipient.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
        (await recipient.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_of_an_item_whose_last_share_ends_beside_it_leaves_no_task()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, share) = await SharedItemAsync();

        var tries = await BesideAsync(
            () => Story.UpdateAsync(owner, item),
            (services, inner) => services.GetRequiredService<ShareReconfiguration>().EndAsync(CallerOf(owner), [share], inner));

        tries.Should().Be(2);
        (await Story.TasksAsync(owner)).Should().BeEmpty();
    }

    [Fact]
    public async Task Changes_of_one_item_at_once_are_one_after_the_other_and_leave_one_task()
    {
        var (owner, item, _, _) = await SharedItemAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Story.UpdateAsync(owner, item, $"v{number}")));

        (await owner.Vault.GetAsync($"/items/{item.Id}"))["item"]!["version"]!.GetValue<long>().Should().Be(9);
        (await Story.TasksAsync(owner, "?state=todo")).Should().ContainSingle();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task An_upload_undoes_nobody_whose_rows_are_beside_its_own(bool several, bool hasKey)
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, share) = await SharedItemAsync();
        var (neighbour, _, _, _) = await SharedItemAsync();
        var caller = hasKey ? owner.Vault.With("Idempotency-Key", $"{Guid.NewGuid()}") : owner.Vault;

        var tries = await BesideAsync(
            () => several
                ? caller.PutAsync("/item_shares", SeveralOf(item, share))
                : caller.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share])),
            async (services, inner) =>
            {
                _ = await services.GetRequiredService<MeecoDb>().Shares.CountAsync(inner);
                await services.GetRequiredService<ItemWriter>().CreateAsync(
                    CallerOf(neighbour), new PostItemsRequest { TemplateName = "custom", Item = new PostItemsItem { Label = "beside" } }, inner);
            });

        tries.Should().Be(1);
    }

    [Fact]
    public async Task An_upload_that_waits_for_a_change_of_its_item_is_refused_as_one_of_an_older_version()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, recipient, share) = await SharedItemAsync();

        var answer = await WhileHeldAsync(
            db => db.Items.Where(one => one.OwnerKey == owner.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version + 1), Cancel),
            () => owner.Vault.With("If-Match", item.Tag).PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share])));

        answer.ShouldRefuse(412, "item_version_conflict");
        (await Story.CopyAsync(recipient, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact]
    public async Task An_upload_that_waits_for_whoever_claims_its_lapsed_task_is_refused()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, recipient, share) = await SharedItemAsync();
        var task = await ClaimedTaskAsync(owner, item);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var elsewhere = await server.NewSessionAsync(owner);
        await using var scope = server.Scope();
        var sessions = scope.ServiceProvider.GetRequiredService<MeecoDb>().VaultSessions;
        var claiming = await sessions.Where(session => session.UserKey == owner.Key).MaxAsync(session => session.Key, Cancel);
        var now = server.Clock.GetUtcNow();

        var answer = await WhileHeldAsync(
            db => db.ClientTasks.Where(one => one.UserKey == owner.Key).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.ClaimedBySessionKey, claiming).SetProperty(one => one.ClaimedAt, now), Cancel),
            () => owner.Vault.PutAsync($"/items/{item.Id}/shares", UploadOf(item, task, "done", share)));

        answer.ShouldRefuse(409, "client_task_claimed");
        (await Story.CopyAsync(recipient, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await elsewhere.Vault.PutAsync($"/items/{item.Id}/shares", UploadOf(item, task, "done", share))).Should(201);
    }

    [Fact]
    public async Task A_lapsed_claim_that_is_finished_while_it_is_given_back_is_done()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, _) = await SharedItemAsync();
        var task = await ClaimedTaskAsync(owner, item);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var elsewhere = await server.NewSessionAsync(owner);
        long? nobody = null;

        var claimed = await WhileHeldAsync(
            db => db.ClientTasks.Where(one => one.UserKey == owner.Key).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.State, ClientTaskState.Done).SetProperty(one => one.ClaimedBySessionKey, nobody), Cancel),
            () => elsewhere.Vault.GetAsync("/client_task_queue?change_state=true&state=todo"));

        claimed.Should(200)["client_tasks"]!.AsArray().Should().BeEmpty();
        var left = (await Story.TasksAsync(owner)).Should().ContainSingle().Which;
        (left["id"]!.GetValue<string>(), left["state"]!.GetValue<string>()).Should().Be((task, "done"));
    }

    [Fact]
    public async Task Who_counts_on_a_run_that_ends_beside_him_leaves_a_task_though_its_upload_replaced_nothing()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, share) = await SharedItemAsync();
        var task = await ClaimedTaskAsync(owner, item);
        (await owner.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]))).Should(201);

        // As a share with older values does that was prepared with an invitation.
        var tries = await BesideAsync(
            async () => (await owner.Vault.PutAsync($"/items/{item.Id}/shares", UploadOf(item, task, "done"))).Should(201),
            (services, inner) => RequireUpdateAsync(services, item, claimedWillDo: true, inner));

        tries.Should().Be(2);
        (await Story.TasksAsync(owner, "?state=todo")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_task_that_returns_with_the_upload_of_another_item_is_the_only_one_though_one_is_required_beside()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, recipient, _) = await SharedItemAsync();
        var task = await ClaimedTaskAsync(owner, item);
        (await owner.Vault.PutAsync("/client_task_queue", Story.TaskChange(task, "failed"))).Should(200);
        var other = await Story.ItemAsync(owner, "plate");
        var share = await Story.ShareAsync(owner, other, recipient);

        var tries = await BesideAsync(
            async () => (await owner.Vault.PutAsync($"/items/{other.Id}/shares", UploadOf(other, task, "todo", share))).Should(201),
            (services, inner) => RequireUpdateAsync(services, item, claimedWillDo: false, inner));

        tries.Should().Be(2);
        (await Story.TasksAsync(owner, "?state=todo")).Should().ContainSingle().Which["id"]!.GetValue<string>().Should().Be(task);
    }

    [Fact]
    public async Task A_task_of_a_delegation_that_is_done_with_an_upload_while_the_key_is_shared_makes_the_delegates()
    {
        TestDatabases.RequirePostgres();
        var (owner, item, _, share) = await SharedItemAsync();
        var one = await server.NewUserAsync();
        var setUp = await Delegating.ConnectAsync(owner, one);
        (await Delegating.ClaimAsync(one, setUp.Token)).Should(200);
        var task = Delegating.Id((await Delegating.TasksAsync(owner, "setup_key_delegation")).Single());
        await using var scope = server.Scope();
        var hash = SessionToken.Hash(setUp.Token);
        var keysOf = await scope.ServiceProvider.GetRequiredService<MeecoDb>().KeyDelegations
            .Where(record => record.TokenHash == hash).Select(record => record.OwnerKey).SingleAsync(Cancel);

        var tries = await BesideAsync(
            async () => (await owner.Vault.PutAsync($"/items/{item.Id}/shares", UploadOf(item, task, "done", share))).Should(201),
            (services, inner) => services.GetRequiredService<KeyDelegations>().ShareKekAsync(
                new KeystoreCaller(keysOf, SessionKey: 1),
                setUp.Token,
                new ShareDelegationKekRequest { EncryptedKek = TestCryppo.Rsa("kek"), DelegatePublicKey = one.PublicKey },
                inner));

        tries.Should().Be(2);
        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().ContainSingle();
    }

    private static async Task RequireUpdateAsync(IServiceProvider services, TestItem item, bool claimedWillDo, CancellationToken cancel)
    {
        var db = services.GetRequiredService<MeecoDb>();
        var key = services.GetRequiredService<PublicIds>().Decode(item.Id, IdKind.Item)!.Value;
        await db.LockItemsAsync([key], cancel);
        await services.GetRequiredService<ClientTaskQueue>()
            .RequireUpdateAsync(await db.Items.AsNoTracking().SingleAsync(one => one.Key == key, cancel), claimedWillDo, cancel);
    }

    private static async Task<string> ClaimedTaskAsync(TestUser owner, TestItem item)
    {
        await Story.UpdateAsync(owner, item);
        return (await Story.TasksAsync(owner, "?change_state=true&state=todo")).Single()["id"]!.GetValue<string>();
    }

    private static JsonObject UploadOf(TestItem item, string task, string state, params string[] shares)
    {
        var upload = Story.UploadOf(item, shares);
        upload["client_tasks"] = Story.TaskChange(task, state)["client_tasks"]!.DeepClone();
        return upload;
    }

    private static JsonObject SeveralOf(TestItem item, string share)
    {
        var upload = Story.UploadOf(item, [share]);
        upload["item_id"] = item.Id;
        return new JsonObject { ["items"] = new JsonArray(upload) };
    }

    // The answer to a call that waits for what another transaction does to rows, until that is committed.
    private async Task<TestAnswer> WhileHeldAsync(Func<MeecoDb, Task> hold, Func<Task<TestAnswer>> call)
    {
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            await hold(db);
            var answering = call();
            while (!await db.Database.SqlQuery<bool>($"""SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted) AS "Value" """).SingleAsync(Cancel))
            {
                answering.IsCompleted.Should().BeFalse("it waits");
                await Task.Delay(5, Cancel);
            }

            await transaction.CommitAsync(Cancel);
            return await answering;
        });
    }

    // The work has seen one state of the database before what happens beside it, and is told so.
    private async Task<int> BesideAsync(Func<Task> beside, Func<IServiceProvider, CancellationToken, Task> work)
    {
        await using var scope = server.Scope();
        var services = scope.ServiceProvider;
        var tries = 0;
        await services.GetRequiredService<Transactions>().WriteAsync(
            async inner =>
            {
                _ = await services.GetRequiredService<MeecoDb>().VaultUsers.CountAsync(inner);
                if (tries++ == 0)
                {
                    await beside();
                }

                await work(services, inner);
            },
            Cancel);
        return tries;
    }

    private async Task<(TestUser Owner, TestItem Item, TestUser Recipient, string Share)> SharedItemAsync()
    {
        var pair = await new Story(server).UsersInAChainAsync(2);
        var item = await Story.ItemAsync(pair[0], "plate");
        return (pair[0], item, pair[1], await Story.ShareAsync(pair[0], item, pair[1]));
    }

    private static VaultCaller CallerOf(TestUser user) => new(user.Key, SessionKey: 1);

    /// <summary>A clock that lets something happen when it is asked for the first time: after its work has read, and before it writes.</summary>
    private sealed class Between(Func<Task> beside) : TimeProvider
    {
        public int Times { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (Times++ == 0)
            {
                Task.Run(beside).GetAwaiter().GetResult();
            }

            return System.GetUtcNow();
        }
    }
}
