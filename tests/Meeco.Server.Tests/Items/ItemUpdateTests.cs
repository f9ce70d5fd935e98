using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Items;

public sealed class ItemUpdateTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("5", "slot-matching")]
    public async Task A_slot_is_matched_by_id_else_by_name_else_it_is_new()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "matching", Drawer.Slot("by_id", "1"), Drawer.Slot("by_name", "1"), Drawer.Slot("alone", "1"));

        var changed = await ChangeAsync(
            user,
            item,
            new JsonObject { ["id"] = item.SlotId("by_id"), ["encrypted_value"] = TestCryppo.Aes("2") },
            Drawer.Slot("by_name", "2"),
            Drawer.Slot("new", "2"));

        changed.SlotNames().Should().Equal("by_id", "by_name", "alone", "new");
        changed.Value("by_id").Should().Be(TestCryppo.Aes("2"));
        changed.Value("by_name").Should().Be(TestCryppo.Aes("2"));
        changed.Value("alone").Should().Be(TestCryppo.Aes("1"));
        changed.SlotId("by_id").Should().Be(item.SlotId("by_id"));
        changed.SlotId("by_name").Should().Be(item.SlotId("by_name"));
    }

    [Fact]
    [Rule("5", "slot-matching")]
    public async Task An_id_wins_over_the_name_and_so_renames_the_slot()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "renaming", Drawer.Slot("old", "1"), Drawer.Slot("other", "1"));

        var changed = await ChangeAsync(user, item, new JsonObject { ["id"] = item.SlotId("old"), ["name"] = "new_name" });

        changed.SlotId("new_name").Should().Be(item.SlotId("old"));
        (await user.Vault.PutAsync(item.Path(), Drawer.Change(new JsonObject { ["id"] = item.SlotId("old"), ["name"] = "other" })))
            .ShouldRefuse(422, "validation_failed");
    }

    [Fact]
    public async Task A_slot_id_of_another_item_is_refused_and_nothing_changes()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "one", Drawer.Slot("a", "1"));
        var other = await Drawer.MakeAsync(user, "other", Drawer.Slot("a", "1"));

        var answer = await user.Vault.PutAsync(
            item.Path(),
            Drawer.Change(Drawer.Slot("a", "2"), new JsonObject { ["id"] = other.SlotId("a"), ["encrypted_value"] = TestCryppo.Aes("2") }));

        answer.ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync(item.Path())).Text.Should().Be(item.Text);
        (await user.Vault.GetAsync(other.Path())).Text.Should().Be(other.Text);
    }

    [Fact]
    [Rule("4", "slot-matching")]
    public async Task A_new_label_gives_a_new_name_and_what_is_left_out_stays()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "Old Label", Drawer.Slot("a", "1"));

        var changed = (await user.Vault.PutAsync(item.Path(), new JsonObject { ["item"] = new JsonObject { ["label"] = "New Label" } })).Should(200);

        changed["item"]!["label"]!.GetValue<string>().Should().Be("New Label");
        changed["item"]!["name"]!.GetValue<string>().Should().Be("new_label");
        changed.Value("a").Should().Be(TestCryppo.Aes("1"));
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"value\":\"\"}", true)]
    [InlineData("{\"name\":\"a\",\"encrypted_value\":null}", true)]
    [InlineData("{\"name\":\"a\",\"value\":null}", false)]
    [InlineData("{\"name\":\"a\"}", false)]
    public async Task A_value_is_cleared_by_the_signals_of_both_generations_and_by_no_other(string slot, bool cleared)
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "clearing", Drawer.Slot("a", "1"));

        var changed = await ChangeAsync(user, item, JsonNode.Parse(slot)!.AsObject());

        changed.Value("a").Should().Be(cleared ? null : TestCryppo.Aes("1"));
        changed.Slot("a")["encrypted"]!.GetValue<bool>().Should().Be(!cleared);
    }

    [Fact]
    [Rule("1", "2")]
    public async Task A_value_in_clear_is_refused_and_not_repeated_in_the_answer()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "clear", Drawer.Slot("a", "1"));

        var plain = await user.Vault.PutAsync(item.Path(), Drawer.Change(new JsonObject { ["name"] = "a", ["value"] = "OUTATIME" }));
        var mislabelled = await user.Vault.PutAsync(item.Path(), Drawer.Change(new JsonObject { ["name"] = "a", ["encrypted_value"] = "OUTATIME" }));

        plain.ShouldRefuse(422, "validation_failed").Text.Should().NotContain("OUTATIME");
        mislabelled.ShouldRefuse(422, "invalid_cryppo").Text.Should().NotContain("OUTATIME");
        (await user.Vault.GetAsync(item.Path())).Text.Should().Be(item.Text);
    }

    [Fact]
    public async Task Destroy_removes_a_slot_by_id_or_name_and_a_repetition_changes_nothing()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "destroying", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"), Drawer.Slot("c", "1"));

        var changed = await ChangeAsync(
            user,
            item,
            new JsonObject { ["id"] = item.SlotId("a"), ["_destroy"] = true },
            new JsonObject { ["name"] = "b", ["_destroy"] = true });
        var again = await ChangeAsync(user, item, new JsonObject { ["name"] = "b", ["_destroy"] = true });

        changed.SlotNames().Should().Equal("c");
        again.SlotNames().Should().Equal("c");
        (await user.Vault.GetAsync($"/slots/{item.SlotId("a")}")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_slot_made_after_one_was_removed_has_another_id_and_the_last_place()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "ordinals", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"));
        await ChangeAsync(user, item, new JsonObject { ["name"] = "b", ["_destroy"] = true });

        var changed = await ChangeAsync(user, item, Drawer.Slot("b", "2"));

        changed.SlotNames().Should().Equal("a", "b");
        changed.SlotId("b").Should().NotBe(item.SlotId("b"));
    }

    [Fact]
    public async Task Order_label_description_visibility_and_type_of_a_slot_change()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "looks", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"));

        var changed = await ChangeAsync(user, item, new JsonObject
        {
            ["name"] = "b",
            ["ordinal"] = 0,
            ["label"] = "First",
            ["description"] = "now first",
            ["visible"] = false,
            ["slot_type_name"] = "url",
        });

        changed.SlotNames().Should().Equal("b", "a");
        changed.Slot("b")["label"]!.GetValue<string>().Should().Be("First");
        changed.Slot("b")["description"]!.GetValue<string>().Should().Be("now first");
        changed.Slot("b")["visible"]!.GetValue<bool>().Should().BeFalse();
        changed.Slot("b")["slot_type_name"]!.GetValue<string>().Should().Be("url");
        changed.Value("b").Should().Be(TestCryppo.Aes("1"));
    }

    [Fact]
    [Rule("revisions", "extensions")]
    public async Task Every_change_raises_the_version_which_is_also_the_ETag_and_an_old_one_in_If_Match_is_412()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "versions", Drawer.Slot("a", "1"));
        item.ETag.Should().Be("\"1\"");

        var changed = (await user.Vault.With("If-Match", item.ETag!).PutAsync(item.Path(), Drawer.Change(Drawer.Slot("a", "2")))).Should(200);
        var refused = await user.Vault.With("If-Match", item.ETag!).PutAsync(item.Path(), Drawer.Change(Drawer.Slot("a", "3")));

        changed.Version().Should().Be(2);
        changed.ETag.Should().Be("\"2\"");
        refused.ShouldRefuse(412, "item_version_conflict")["errors"]![0]!["extra_info"]!["version"]!.GetValue<long>().Should().Be(2);
        var read = await user.Vault.GetAsync(item.Path());
        read.Value("a").Should().Be(TestCryppo.Aes("2"));
        read.ETag.Should().Be("\"2\"");
        (await user.Vault.With("If-Match", "yesterday").PutAsync(item.Path(), Drawer.Change())).ShouldRefuse(400, "bad_request");
    }

    [Fact]
    [Rule("7")]
    public async Task Nodes_are_linked_and_unlinked()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "nodes", Drawer.Slot("a", "1"));
        var tagged = await TagAsync(user, item, new JsonObject { ["name"] = "Film", ["scheme_name"] = "tag" });
        var untagged = await TagAsync(user, item, new JsonObject { ["name"] = "film", ["scheme_name"] = "tag", ["_destroy"] = true });
        var slotTagged = await ChangeAsync(user, item, new JsonObject
        {
            ["name"] = "a",
            ["classification_nodes_attributes"] = new JsonArray(new JsonObject { ["label"] = "Film" }),
        });

        Drawer.Texts(tagged["classification_nodes"]!, "name").Should().Contain("film");
        Drawer.Texts(untagged["classification_nodes"]!, "name").Should().NotContain("film");
        slotTagged.Slot("a")["classification_node_ids"]!.AsArray().Should().ContainSingle();
        Drawer.Texts(slotTagged["classification_nodes"]!, "name").Should().Contain("film");
    }

    [Fact]
    public async Task A_refused_change_leaves_nothing_half_written()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "whole", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"));
        var change = Drawer.Change(Drawer.Slot("a", "2"), new JsonObject { ["name"] = "b", ["_destroy"] = true }, new JsonObject());
        change["item"]!["label"] = "Another";
        change["item"]!["classification_nodes_attributes"] = new JsonArray(new JsonObject { ["name"] = "tagged" });

        (await user.Vault.PutAsync(item.Path(), change)).ShouldRefuse(422, "validation_failed");

        (await user.Vault.GetAsync(item.Path())).Text.Should().Be(item.Text);
    }

    [Fact]
    public async Task An_item_that_is_not_shared_makes_no_task()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "lonely", Drawer.Slot("a", "1"));
        await ChangeAsync(user, item, Drawer.Slot("a", "2"));

        (await user.Vault.GetAsync("/client_task_queue")).Should(200)["client_tasks"]!.AsArray().Should().BeEmpty();
    }

    private static async Task<TestAnswer> ChangeAsync(TestUser user, TestAnswer item, params JsonObject[] slots) =>
        (await user.Vault.PutAsync(item.Path(), Drawer.Change(slots))).Should(200);

    private static async Task<TestAnswer> TagAsync(TestUser user, TestAnswer item, JsonObject node) =>
        (await user.Vault.PutAsync(item.Path(), new JsonObject
        {
            ["item"] = new JsonObject { ["classification_nodes_attributes"] = new JsonArray(node) },
        })).Should(200);
}
