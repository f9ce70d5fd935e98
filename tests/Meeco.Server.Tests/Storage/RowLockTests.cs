using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
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
