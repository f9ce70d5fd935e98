using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Items;

public sealed class ItemCreationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("1")]
    public async Task An_item_gets_the_slots_of_its_template_and_the_values_that_were_sent()
    {
        var user = await server.NewUserAsync();
        var request = Drawer.NewItem("DeLorean", Drawer.Slot("model_make", "dmc"), Drawer.Slot("licence_plate", "plate"));
        request["template_name"] = "vehicle";

        var item = (await user.Vault.PostAsync("/items", request)).Should(200);

        item.SlotNames().Take(5).Should().Equal("model_make", "licence_plate", "vin", "type", "purchase_date");
        item.Value("licence_plate").Should().Be(TestCryppo.Aes("plate"));
        item.Value("vin").Should().BeNull();
        item.Slot("vin")["creator"]!.GetValue<string>().Should().Be("system");
        item["item"]!["name"]!.GetValue<string>().Should().Be("delorean");
        item["item"]!["own"]!.GetValue<bool>().Should().BeTrue();
        item["item"]!["owner_id"]!.GetValue<string>().Should().Be(user.Id);
        item["item"]!["original_id"].Should().BeNull();
        item["item"]!["share_id"].Should().BeNull();
        item["classification_nodes"]!.AsArray().Should().ContainSingle();
        (await user.Vault.GetAsync(item.Path())).Should(200).Text.Should().Be(item.Text);
    }

    [Fact]
    public async Task An_item_has_every_member_that_clients_of_both_generations_need()
    {
        var user = await server.NewUserAsync();

        var item = await Drawer.MakeAsync(user, "superset", Drawer.Slot("note", "x"));

        item.Json.AsObject().Select(member => member.Key).Should().Contain(
            ["item", "slots", "attachments", "thumbnails", "classification_nodes", "associations", "associations_to"]);
        item["item"]!.AsObject().Select(member => member.Key).Should().Contain(
        [
            "id", "own", "name", "label", "description", "created_at", "item_template_id", "ordinal", "visible", "updated_at",
            "item_template_label", "image", "item_image", "classification_node_ids", "slot_ids", "original_id", "owner_id",
            "share_id", "version", "me", "background_color", "item_image_background_colour", "association_ids", "associations_to_ids",
        ]);
        item.Slot("note").AsObject().Select(member => member.Key).Should().Contain(
        [
            "id", "own", "share_id", "name", "description", "encrypted", "ordinal", "visible", "classification_node_ids",
            "attachment_id", "attachments_folder_id", "item_id", "required", "updated_at", "created_at", "slot_type_name", "creator",
            "encrypted_value", "encrypted_value_verification_key", "value_verification_hash", "image", "label", "original_id", "owner_id",
        ]);
        item.Slot("note")["encrypted"]!.GetValue<bool>().Should().BeTrue();
        item.Slot("note")["encrypted_value_verification_key"].Should().BeNull("only copies have one");
        item["item"]!["created_at"]!.GetValue<string>().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Theory]
    [InlineData("My Vehicle", "my_vehicle")]
    [InlineData("A strange &8Label", "a_strange_8label")]
    [InlineData("  Führerschein  ", "fuhrerschein")]
    [InlineData("日本", "item")]
    [Rule("4", "slot-matching")]
    public async Task The_name_of_an_item_is_made_from_its_label(string label, string name)
    {
        var user = await server.NewUserAsync();

        (await Drawer.MakeAsync(user, label))["item"]!["name"]!.GetValue<string>().Should().Be(name);
    }

    [Fact]
    public async Task A_name_that_was_sent_is_sanitised_and_two_items_may_share_it()
    {
        var user = await server.NewUserAsync();
        var request = Drawer.NewItem("label");
        request["item"]!["name"] = "Given NAME!";

        var one = (await user.Vault.PostAsync("/items", request)).Should(200);
        var other = (await user.Vault.PostAsync("/items", request)).Should(200);

        one["item"]!["name"]!.GetValue<string>().Should().Be("given_name");
        other["item"]!["name"]!.GetValue<string>().Should().Be("given_name");
        other.Id().Should().NotBe(one.Id());
    }

    [Fact]
    [Rule("4")]
    public async Task A_slot_with_a_label_gets_a_name_and_one_with_a_name_gets_a_label()
    {
        var user = await server.NewUserAsync();

        var item = await Drawer.MakeAsync(
            user,
            "slots",
            new JsonObject { ["label"] = "My Photo" },
            new JsonObject { ["label"] = "My Photo" },
            new JsonObject { ["name"] = "serial_number" });

        item.SlotNames().Should().Equal("my_photo", "my_photo_2", "serial_number");
        item.Slot("my_photo_2")["label"]!.GetValue<string>().Should().Be("My Photo");
        item.Slot("serial_number")["label"]!.GetValue<string>().Should().Be("Serial number");
        item.Slot("serial_number")["creator"]!.GetValue<string>().Should().Be("user");
    }

    [Fact]
    [Rule("4")]
    public async Task A_new_slot_without_label_and_name_and_a_name_given_twice_are_refused()
    {
        var user = await server.NewUserAsync();

        (await RefusedAsync(user, Drawer.NewItem("x", new JsonObject { ["encrypted_value"] = TestCryppo.Aes("v") }), "validation_failed"))
            .Should().Be("item.slots_attributes[0]");
        (await RefusedAsync(user, Drawer.NewItem("x", Drawer.Slot("same", "1"), Drawer.Slot("same", "2")), "validation_failed"))
            .Should().Be("item.slots_attributes[1]");
    }

    [Theory]
    [InlineData("my plain secret")]
    [InlineData("Aes256Gcm.only.two")]
    [InlineData("")]
    [Rule("1", "2")]
    public async Task A_value_that_is_not_cryppo_is_refused_and_nothing_is_stored(string value)
    {
        var user = await server.NewUserAsync();
        var request = Drawer.NewItem("x", Drawer.Slot("good", "v"), new JsonObject { ["name"] = "bad", ["encrypted_value"] = value });

        (await RefusedAsync(user, request, "invalid_cryppo")).Should().Be("item.slots_attributes[1].encrypted_value");
        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    [Rule("3")]
    public async Task The_type_of_a_slot_is_key_value_unless_said_and_one_of_the_list()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "types", Drawer.Slot("plain", "v"), Typed("email"), Typed("note_text"));

        item.Slot("plain")["slot_type_name"]!.GetValue<string>().Should().Be("key_value");
        item.Slot("a_note_text")["slot_type_name"]!.GetValue<string>().Should().Be("note_text");
        (await RefusedAsync(user, Drawer.NewItem("x", Typed("spell")), "validation_failed"))
            .Should().Be("item.slots_attributes[0].slot_type_name");
    }

    [Fact]
    public async Task Empty_template_slots_can_be_left_out()
    {
        var user = await server.NewUserAsync();
        var request = Drawer.NewItem("slim", Drawer.Slot("vin", "v"), Drawer.Slot("colour", "c"));
        request["template_name"] = "vehicle";
        request["skip_empty_template_slots"] = true;

        (await user.Vault.PostAsync("/items", request)).Should(200).SlotNames().Should().Equal("vin", "colour");
    }

    [Fact]
    public async Task A_template_slot_is_matched_by_its_id_too()
    {
        var user = await server.NewUserAsync();
        var template = await user.Vault.GetAsync("/item_templates?like=vehicle");
        var request = Drawer.NewItem("by id", new JsonObject
        {
            ["template_slot_id"] = template.SlotId("vin"),
            ["encrypted_value"] = TestCryppo.Aes("v"),
        });
        request["template_name"] = "vehicle";

        (await user.Vault.PostAsync("/items", request)).Should(200).Value("vin").Should().Be(TestCryppo.Aes("v"));
        request["template_name"] = "custom";
        (await RefusedAsync(user, request, "validation_failed")).Should().Be("item.slots_attributes[0].template_slot_id");
    }

    [Fact]
    [Rule("7")]
    public async Task Nodes_are_linked_made_in_the_scheme_of_tags_and_refused_in_the_others()
    {
        var user = await server.NewUserAsync();
        var item = (await user.Vault.PostAsync("/items", WithNodes(new JsonObject { ["label"] = "Time Machines" }))).Should(200);
        var node = item["classification_nodes"]!.AsArray().Single(one => one!["scheme"]!.GetValue<string>() == "tag")!;

        node["name"]!.GetValue<string>().Should().Be("time_machines");
        node["own"]!.GetValue<bool>().Should().BeTrue();
        var again = await user.Vault.PostAsync("/items", WithNodes(new JsonObject { ["id"] = node["id"]!.GetValue<string>() }));
        again.Should(200)["item"]!["classification_node_ids"]!.AsArray().Select(id => id!.GetValue<string>())
            .Should().Contain(node["id"]!.GetValue<string>());
        await RefusedAsync(user, WithNodes(new JsonObject { ["scheme"] = "esafe", ["name"] = "nothing" }), "validation_failed");
        await RefusedAsync(user, WithNodes(new JsonObject { ["scheme"] = "no_scheme", ["name"] = "x" }), "validation_failed");
        await RefusedAsync(user, WithNodes(new JsonObject { ["scheme"] = "tag" }), "validation_failed");
        var other = await server.NewUserAsync();
        await RefusedAsync(other, WithNodes(new JsonObject { ["id"] = node["id"]!.GetValue<string>() }), "validation_failed");
    }

    [Theory]
    [InlineData("template_name", null, 422)]
    [InlineData("template_name", "\"no_such_template\"", 404)]
    [InlineData("item", null, 422)]
    [InlineData("item", "{}", 422)]
    [InlineData("item", "{\"label\":\"  \"}", 422)]
    [InlineData("item", "{\"label\":\"a\\u0000b\"}", 422)]
    [InlineData("item", "{\"label\":\"x\",\"slots_attributes\":[{\"name\":\"a\",\"attachment_id\":\"b\"}]}", 422)]
    [InlineData("item", "{\"label\":\"\\ud800\"}", 400)]
    [InlineData("item", "{\"label\":[]}", 400)]
    [InlineData("item", "[]", 400)]
    public async Task An_item_that_cannot_be_is_refused_and_nothing_is_stored(string member, string? value, int status)
    {
        var user = await server.NewUserAsync();
        var request = Drawer.NewItem("x").ToJsonString();
        var text = value is null
            ? Without(request, member)
            : Without(request, member).Insert(1, $"\"{member}\":{value},");

        (await user.Vault.SendAsync(HttpMethod.Post, "/items", text)).Should(status).Error.Should().NotBeNull();
        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task An_item_has_no_more_slots_than_the_server_allows()
    {
        await using var own = MeecoServer.With(("MaxSlotsPerItem", "2"));
        var user = await own.NewUserAsync();

        (await user.Vault.PostAsync("/items", Drawer.NewItem("x", Drawer.Slot("a", "1"), Drawer.Slot("b", "2")))).Should(200);
        (await user.Vault.PostAsync("/items", Drawer.NewItem("x", Drawer.Slot("a", "1"), Drawer.Slot("b", "2"), Drawer.Slot("c", "3"))))
            .ShouldRefuse(422, "validation_failed");
    }

    private static JsonObject Typed(string type) => new() { ["name"] = $"a_{type}", ["slot_type_name"] = type };

    private static JsonObject WithNodes(JsonObject node)
    {
        var request = Drawer.NewItem("classified");
        request["item"]!["classification_nodes_attributes"] = new JsonArray(node);
        return request;
    }

    private static string Without(string json, string member)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove(member);
        return node.ToJsonString();
    }

    private static async Task<string> RefusedAsync(TestUser user, JsonObject request, string code)
    {
        var answer = (await user.Vault.PostAsync("/items", request)).ShouldRefuse(422, code);
        return answer["errors"]![0]!["extra_info"]!["field"]!.GetValue<string>();
    }
}
