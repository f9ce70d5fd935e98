using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Items;

public sealed class UnitedListTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Theory]
    [InlineData("desc")]
    [InlineData("asc")]
    [Rule("lists")]
    public async Task Pages_unite_own_and_received_items_without_a_gap_or_a_repetition(string order)
    {
        var story = new Story(server);
        var users = await story.UsersConnectedToTheFirstAsync(2);
        for (var number = 0; number < 4; number++)
        {
            // Two of each at the same moment: the order must hold where times are equal.
            var item = await Story.ItemAsync(users[0], "plate");
            await Story.ShareAsync(users[0], item, users[1]);
            await Drawer.MakeAsync(users[1], $"own {number}");
            if (number % 2 == 1)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        var all = Ids(await users[1].Vault.GetAsync($"/items?order={order}"));
        foreach (var size in (int[])[1, 3, 5, 8])
        {
            var paged = new List<string>();
            string? cursor = "";
            while (cursor is not null)
            {
                var page = (await users[1].Vault.GetAsync($"/items?order={order}&per_page={size}&next_page_after={cursor}")).Should(200);
                paged.AddRange(Ids(page));
                Ids(page).Should().HaveCountLessThanOrEqualTo(size);
                cursor = page["next_page_after"]?.GetValue<string>();
            }

            paged.Should().Equal(all, "pages of {0}", size);
        }

        all.Should().HaveCount(8).And.OnlyHaveUniqueItems();
    }

    [Fact]
    [Rule("11")]
    public async Task Received_items_are_filtered_by_owner_own_and_whom_they_were_shared_with()
    {
        var story = new Story(server);
        var users = await story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (users[0], users[1], users[2]);
        var item = await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, item, bob);
        await Drawer.MakeAsync(bob, "Bob's own");

        await FindsAsync(bob, "own=false", "DeLorean");
        await FindsAsync(bob, "own=true", "Bob's own");
        await FindsAsync(bob, $"owner_id={alice.Id}", "DeLorean");
        await FindsAsync(bob, $"owner_id={bob.Id}", "Bob's own");
        await FindsAsync(bob, $"item_ids={Ids(await bob.Vault.GetAsync("/items?own=false"))[0]}", "DeLorean");
        await FindsAsync(bob, $"item_ids={item.Id}");
        await FindsAsync(alice, $"shared_with={bob.Id}", "DeLorean");
        await FindsAsync(alice, $"shared_with={carlos.Id}");
        await FindsAsync(alice, "shared_with=nonsense");
    }

    private static async Task FindsAsync(TestUser user, string query, params string[] labels) =>
        Labels((await user.Vault.GetAsync($"/items?{query}")).Should(200)).Should().BeEquivalentTo(labels, query);

    private static IReadOnlyList<string> Labels(TestAnswer list) => Drawer.Texts(list["items"]!, "label");

    private static IReadOnlyList<string> Ids(TestAnswer list) => Drawer.Texts(list["items"]!, "id");
}
