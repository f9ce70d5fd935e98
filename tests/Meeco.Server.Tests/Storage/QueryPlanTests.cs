using Meeco.Server.ClientTasks;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Storage;

/// <summary>Calls that name records must cost by what they name, however much there is beside it.</summary>
public sealed class QueryPlanTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task Shares_of_named_items_are_found_by_their_items()
    {
        var plan = await PlanAsync((db, ids) => new OutgoingShareFilter { ItemIds = [ids.Encode(IdKind.Item, 1), ids.Encode(IdKind.Item, 2)] }
            .Of(new VaultCaller(1, 1), ids, db));

        plan.Should().Contain("IX_Shares_ItemKey_SenderKey").And.NotContain("IX_Shares_SenderKey");
    }

    [Fact]
    public async Task Shares_of_named_copies_are_found_by_their_items()
    {
        var plan = await PlanAsync((db, ids) => new OutgoingShareFilter { ItemIds = [ids.Encode(IdKind.Item, 1), ids.Encode(IdKind.ReceivedItem, 2)] }
            .Of(new VaultCaller(1, 1), ids, db));

        plan.Should().Contain("IX_Shares_ItemKey_SenderKey").And.NotContain("IX_Shares_SenderKey");
    }

    [Fact]
    public async Task Named_incoming_shares_are_found_by_their_keys()
    {
        var plan = await PlanAsync((db, ids) => new IncomingShareFilter { ShareIds = $"{ids.Encode(IdKind.Share, 1)},{ids.Encode(IdKind.Share, 2)}" }
            .Of(new VaultCaller(1, 1), ids, db));

        plan.Should().Contain("INTEGER PRIMARY KEY").And.NotContain("IX_Shares_RecipientKey");
    }

    [Fact]
    public async Task Named_items_of_an_owner_are_found_by_their_keys()
    {
        var plan = await PlanAsync((db, _) => SharingSources.Own(db, new VaultCaller(1, 1), [1, 2]));

        plan.Should().Contain("INTEGER PRIMARY KEY").And.NotContain("IX_Items_OwnerKey");
    }

    [Theory]
    [InlineData("IX_ClientTasks_UserKey_State_CreatedAt_Key (UserKey=? AND State=?)", "state=todo")]
    [InlineData("IX_ClientTasks_UserKey_State_CreatedAt_Key (UserKey=? AND State=?)", "state=todo", "work_type=update_item_shares")]
    [InlineData("IX_ClientTasks_TargetKey_State (TargetKey=? AND State=?)", "state=todo", "target_id")]
    public async Task Tasks_are_found_by_their_state_or_target_however_many_are_done(string index, params string[] filters)
    {
        var plan = await PlanAsync((db, ids) => new ClientTaskFilter
        {
            WorkType = filters.Contains("work_type=update_item_shares") ? "update_item_shares" : null,
            TargetId = filters.Contains("target_id") ? ids.Encode(IdKind.Item, 1) : null,
        }.Of(new VaultCaller(1, 1), db, ids).Where(task => task.State == ClientTaskState.Todo));

        plan.Should().Contain(index);
    }

    private async Task<string> PlanAsync<T>(Func<MeecoDb, PublicIds, IQueryable<T>> query)
        where T : class, IListed
    {
        Assert.SkipWhen(TestDatabases.OnPostgres, "PostgreSQL chooses its plans by what is in the tables, and here they are empty.");
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        var page = query(db, scope.ServiceProvider.GetRequiredService<PublicIds>()).After(after: null, ascending: false).Take(200);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = page.CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join('\n', steps);
    }
}
