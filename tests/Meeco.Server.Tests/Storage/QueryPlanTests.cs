using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
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

    private async Task<string> PlanAsync(Func<MeecoDb, PublicIds, IQueryable<Share>> query)
    {
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
