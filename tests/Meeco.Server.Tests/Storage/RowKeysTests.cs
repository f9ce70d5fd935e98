using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Items;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Storage;

/// <summary>Keys that rows get before they are in the database.</summary>
public sealed class RowKeysTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_have_keys_in_their_order_which_no_other_row_has()
    {
        var owner = await server.NewUserAsync();
        var recipient = await server.NewUserAsync();

        var given = await CopiesAsync([await KeyOfItemAsync(owner), await KeyOfItemAsync(owner)], recipient.Key, giveKeys: true);
        var counted = await CopiesAsync([await KeyOfItemAsync(owner)], recipient.Key, giveKeys: false);
        var after = await CopiesAsync([await KeyOfItemAsync(owner)], recipient.Key, giveKeys: true);

        given.Should().BeInAscendingOrder();
        given.Concat(counted).Concat(after).Should().OnlyHaveUniqueItems().And.HaveCount(4);
    }

    [Fact]
    public async Task Calls_that_take_keys_at_once_get_others()
    {
        TestDatabases.RequirePostgres();

        // Together more than a block, so that several are taken meanwhile.
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = server.Scope();
            var rows = Enumerable.Range(0, 300).Select(_ => new ReceivedItem { RecipientKey = 1, ItemKey = 1, CreatedAt = server.Clock.GetUtcNow() }).ToList();
            await scope.ServiceProvider.GetRequiredService<RowKeys>().GiveAsync(rows, Cancel);
            rows.Select(row => row.Key).Should().BeInAscendingOrder();
            return rows.Select(row => row.Key);
        }));

        taken.SelectMany(keys => keys).Should().OnlyHaveUniqueItems();
    }

    private async Task<long> KeyOfItemAsync(TestUser owner)
    {
        var item = await Drawer.MakeAsync(owner, "to copy");
        await using var scope = server.Scope();
        return scope.ServiceProvider.GetRequiredService<PublicIds>().Decode(item.Id(), IdKind.Item)!.Value;
    }

    private async Task<List<long>> CopiesAsync(IEnumerable<long> items, long recipient, bool giveKeys)
    {
        await using var scope = server.Scope();
        var services = scope.ServiceProvider;
        var rows = items.Select(item => new ReceivedItem { RecipientKey = recipient, ItemKey = item, CreatedAt = server.Clock.GetUtcNow() }).ToList();
        return await services.GetRequiredService<Transactions>().WriteAsync(
            async inner =>
            {
                if (giveKeys)
                {
                    await services.GetRequiredService<RowKeys>().GiveAsync(rows, inner);
                    await services.GetRequiredService<RowRuns>().RunAsync([services.GetRequiredService<RowInserter>().Of(rows)], inner);
                }
                else
                {
                    services.GetRequiredService<MeecoDb>().AddRange(rows);
                    await services.GetRequiredService<MeecoDb>().SaveChangesAsync(inner);
                }

                return rows.Select(row => row.Key).ToList();
            },
            Cancel);
    }
}
