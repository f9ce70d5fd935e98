using System.Text.Json.Nodes;
using Meeco.Server.Tests.Attachments;
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
    public async Task A_page_shows_each_item_as_it_is_shown_by_itself()
    {
        var story = new Story(server);
        var users = await story.UsersConnectedToTheFirstAsync(2);
        var (alice, bob) = (users[0], users[1]);
        var (photo, _) = await Files.ItemAsync(alice);
        var tagged = Drawer.NewItem("Tagged", Drawer.Slot("plate", "1"), Drawer.Slot("colour", "2"));
        tagged["item"]!["classification_nodes_attributes"] = Tags("one", "two", "three");
        tagged["item"]!["slots_attributes"]![1]!["classification_nodes_attributes"] = Tags("two", "four");
        var other = TestItem.From((await alice.Vault.PostAsync("/items", tagged)).Should(200));
        await Story.ShareAsync(alice, photo, bob);
        await Story.ShareAsync(alice, other.Only("colour"), bob, share => share["slot_id"] = other.Slots["colour"]);
        await Story.ShareAsync(alice, await Story.ItemAsync(alice, "plate"), bob, share => share["acceptance_required"] = "acceptance_required");
        await bob.Vault.PostAsync("/items", new JsonObject
        {
            ["template_name"] = "vehicle",
            ["item"] = new JsonObject { ["label"] = "Bob's car" },
        });
        await Drawer.MakeAsync(bob, "Bob's own", Drawer.Slot("plate", "3"));

        foreach (var user in (TestUser[])[alice, bob])
        {
            var page = (await user.Vault.GetAsync("/items")).Should(200);
            foreach (var item in page["items"]!.AsArray())
            {
                var alone = await user.Vault.GetAsync($"/items/{item!["id"]}");
                if (alone.Status == 200)
                {
                    JsonNode.DeepEquals(item, alone["item"]).Should().BeTrue("{0}", item);
                    Of(item, page, "slots").Should().BeEquivalentTo(Of(item, alone, "slots"));
                    Nodes(alone).Should().BeSubsetOf(Nodes(page));
                    Drawer.Texts(alone["attachments"]!, "id").Should().BeSubsetOf(Drawer.Texts(page["attachments"]!, "id"));
                }
            }
        }

        var shown = (await bob.Vault.GetAsync("/items?own=false")).Should(200);
        Labels(shown).Should().HaveCount(3);
        shown["slots"]!.AsArray().Select(slot => (string)slot!["name"]!).Should().BeEquivalentTo("plate", "photo", "colour");

        // Those of the item before those of its slots, each in the order of their making, which begins with the slots'.
        Nodes(shown).Should().Equal("two", "one", "three", "four");
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

    private static JsonArray Tags(params string[] names) =>
        new([.. names.Select(name => new JsonObject { ["scheme"] = "tag", ["name"] = name })]);

    private static IReadOnlyList<string> Of(JsonNode item, TestAnswer answer, string list) =>
        [.. answer[list]!.AsArray().Where(one => (string)one!["item_id"]! == (string)item["id"]!).Select(one => one!.ToJsonString())];

    private static IReadOnlyList<string> Nodes(TestAnswer answer) =>
        [.. answer["classification_nodes"]!.AsArray().Where(node => (string)node!["scheme"]! == "tag").Select(node => (string)node!["name"]!)];

    private static IReadOnlyList<string> Labels(TestAnswer list) => Drawer.Texts(list["items"]!, "label");

    private static IReadOnlyList<string> Ids(TestAnswer list) => Drawer.Texts(list["items"]!, "id");
}
