using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Items;

public sealed class TemplateTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("6")]
    public async Task The_vault_has_the_templates_that_the_documentation_names_each_name_once()
    {
        var user = await server.NewUserAsync();

        var names = Drawer.Texts((await user.Vault.GetAsync("/item_templates")).Should(200)["item_templates"]!, "name");

        names.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(12).And.Contain(
        [
            "vehicle", "password", "custom", "passport_details", "important_document", "travel", "bank_item",
            "membership_subscription", "pet", "device", "services",
        ]);
    }

    [Fact]
    public async Task The_vehicle_has_its_slots_in_the_order_that_clients_expect()
    {
        var user = await server.NewUserAsync();
        var list = await user.Vault.GetAsync("/item_templates?like=vehicle");
        var vehicle = list["item_templates"]!.AsArray().Single()!;

        var one = (await user.Vault.GetAsync($"/item_templates/{vehicle["id"]!.GetValue<string>()}")).Should(200);

        one.SlotNames().Take(5).Should().Equal("model_make", "licence_plate", "vin", "type", "purchase_date");
        one["slots"]!.AsArray().Select(slot => slot!["ordinal"]!.GetValue<int>()).Should().BeInAscendingOrder();
        one["slots"]!.AsArray().Select(slot => slot!["id"]!.GetValue<string>())
            .Should().Equal(one["item_template"]!["slot_ids"]!.AsArray().Select(id => id!.GetValue<string>()));
        one["slots"]!.AsArray().Should().OnlyContain(slot =>
            slot!["item_id"] == null && slot["own"]!.GetValue<bool>() == false && slot["encrypted_value"] == null);
        one["attachments"]!.AsArray().Should().BeEmpty();
        one["thumbnails"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    [Rule("6", "templates")]
    public async Task A_user_makes_templates_of_his_own_that_nobody_else_sees()
    {
        var (alice, bob) = (await server.NewUserAsync(), await server.NewUserAsync());

        var made = (await alice.Vault.PostAsync("/item_templates", NewTemplate("Wine Cellar"))).Should(200);
        var id = made["item_template"]!["id"]!.GetValue<string>();

        made["item_template"]!["name"]!.GetValue<string>().Should().Be("wine_cellar");
        made["item_template"]!["user_id"]!.GetValue<string>().Should().Be(alice.Id);
        made["item_template"]!["description"]!.GetValue<string>().Should().Be("Bottles");
        made.SlotNames().Should().Equal("vintage", "price");
        made.Slot("vintage")["label"]!.GetValue<string>().Should().Be("Vintage");
        made.Slot("price")["slot_type_name"]!.GetValue<string>().Should().Be("key_value");
        made.Slot("price")["description"]!.GetValue<string>().Should().Be("in euros");
        (await alice.Vault.GetAsync($"/item_templates/{id}")).Should(200).Text.Should().Be(made.Text);
        (await alice.Vault.GetAsync("/item_templates?like=cellar"))["item_templates"]!.AsArray().Should().ContainSingle();
        (await bob.Vault.GetAsync("/item_templates?like=cellar"))["item_templates"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.GetAsync($"/item_templates/{id}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.PostAsync("/items", Of("wine_cellar", "Bob's"))).ShouldRefuse(404, "not_found");
        (await alice.Vault.PostAsync("/items", Of("wine_cellar", "Hers"))).Should(200).SlotNames().Should().Equal("vintage", "price");
    }

    [Fact]
    [Rule("6", "templates")]
    public async Task The_name_of_a_template_is_unique_among_those_that_its_user_sees()
    {
        var (alice, bob) = (await server.NewUserAsync(), await server.NewUserAsync());
        (await alice.Vault.PostAsync("/item_templates", NewTemplate("Wine"))).Should(200);
        var renamed = NewTemplate("Wine");
        renamed["name"] = "White Wine";

        (await alice.Vault.PostAsync("/item_templates", NewTemplate("WINE"))).ShouldRefuse(409, "already_exists");
        (await alice.Vault.PostAsync("/item_templates", NewTemplate("Vehicle"))).ShouldRefuse(409, "already_exists");
        (await alice.Vault.PostAsync("/item_templates", renamed)).Should(200)["item_template"]!["name"]!.GetValue<string>().Should().Be("white_wine");
        (await bob.Vault.PostAsync("/item_templates", NewTemplate("Wine"))).Should(200);
    }

    [Fact]
    [Rule("6", "templates")]
    public async Task Two_templates_made_at_once_do_not_get_one_name()
    {
        var alice = await server.NewUserAsync();

        var answers = await Task.WhenAll(
            alice.Vault.PostAsync("/item_templates", NewTemplate("Wine")),
            alice.Vault.PostAsync("/item_templates", NewTemplate("Wine")));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo([200, 409]);
    }

    [Theory]
    [InlineData("""{"name":"wine"}""")]
    [InlineData("""{"label":" "}""")]
    [InlineData("""{"label":"Wine","slots_attributes":[{}]}""")]
    [InlineData("""{"label":"Wine","slots_attributes":[{"label":"a","slot_type_name":"number"}]}""")]
    [InlineData("""{"label":"Wine","slots_attributes":[{"name":"a"},{"name":"a"}]}""")]
    [InlineData("""{"label":"Wine","classification_scheme_name":"esafe"}""")]
    [InlineData("""{"label":"Wine","classification_scheme_name":"esafe","classification_node_name":"wine"}""")]
    [InlineData("""{"label":"Wine","classification_scheme_name":"none","classification_node_name":"wine"}""")]
    public async Task A_template_that_cannot_be_is_refused_and_nothing_is_stored(string request)
    {
        var user = await server.NewUserAsync();

        (await user.Vault.SendAsync(HttpMethod.Post, "/item_templates", request)).ShouldRefuse(422, "validation_failed");

        (await user.Vault.GetAsync("/item_templates?like=wine"))["item_templates"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    [Rule("7")]
    public async Task A_template_is_filed_under_a_node_and_found_by_it()
    {
        var user = await server.NewUserAsync();
        var request = NewTemplate("Wine");
        request["classification_scheme_name"] = "tag";
        request["classification_node_name"] = "cellar";
        (await user.Vault.PostAsync("/item_templates", request)).Should(200)["classification_nodes"]![0]!["own"]!.GetValue<bool>().Should().BeTrue();

        var found = await user.Vault.GetAsync("/item_templates?by_classification%5Bscheme%5D=tag&by_classification%5Bname%5D=cellar");

        Drawer.Texts(found.Should(200)["item_templates"]!, "name").Should().Equal("wine");
    }

    [Theory]
    [InlineData("ÉTAGÈRE")]
    [InlineData("étagère")]
    [InlineData("tagÈ")]
    public async Task Labels_are_searched_without_regard_to_case_in_any_alphabet(string like)
    {
        var user = await server.NewUserAsync();
        (await user.Vault.PostAsync("/item_templates", NewTemplate("Étagère du salon"))).Should(200);

        var found = await user.Vault.GetAsync($"/item_templates?like={Uri.EscapeDataString(like)}");

        found.Should(200)["item_templates"]!.AsArray().Should().ContainSingle();
    }

    [Theory]
    [InlineData("like=LICENCE", "drivers_licence")]
    [InlineData("like=hicl", "vehicle")]
    [InlineData("like=%25", "")]
    [InlineData("like=_", "")]
    [InlineData("by_classification%5Bscheme%5D=esafe&by_classification%5Bname%5D=logins", "password")]
    [InlineData("by_classification%5Bname%5D=logins", "password")]
    [InlineData("by_classification%5Bscheme%5D=tag", "")]
    [InlineData("by_classification%5Bscheme%5D=tag&by_classification%5Bname%5D=logins", "")]
    [Rule("7")]
    public async Task Templates_are_found_by_part_of_the_label_and_by_classification(string query, string expected)
    {
        var user = await server.NewUserAsync();

        var names = Drawer.Texts((await user.Vault.GetAsync($"/item_templates?{query}")).Should(200)["item_templates"]!, "name");

        names.Should().Equal(expected.Length == 0 ? [] : [expected]);
    }

    [Fact]
    public async Task A_template_counts_the_callers_items_and_nobody_elses()
    {
        var user = await server.NewUserAsync();
        var other = await server.NewUserAsync();
        await Drawer.MakeAsync(user, "one");
        await Drawer.MakeAsync(user, "two");

        (await CountAsync(user)).Should().Be(2);
        (await CountAsync(other)).Should().Be(0);
    }

    [Fact]
    [Rule("6")]
    public async Task Templates_and_their_slots_can_be_neither_changed_nor_deleted()
    {
        var user = await server.NewUserAsync();
        var list = await user.Vault.GetAsync("/item_templates?like=vehicle");
        var template = list["item_templates"]![0]!["id"]!.GetValue<string>();
        var slot = list["slots"]![0]!["id"]!.GetValue<string>();

        (await user.Vault.DeleteAsync($"/slots/{slot}")).ShouldRefuse(403, "forbidden");
        (await user.Vault.DeleteAsync($"/item_templates/{template}")).ShouldRefuse(405, "method_not_allowed");
        (await user.Vault.PutAsync($"/items/{template}", Drawer.Change())).ShouldRefuse(404, "not_found");

        (await user.Vault.GetAsync("/item_templates?like=vehicle")).Text.Should().Be(list.Text);
    }

    [Fact]
    public async Task A_restart_seeds_nothing_twice_and_keeps_every_id()
    {
        await using var own = new MeecoServer();
        var before = await (await own.NewUserAsync()).Vault.GetAsync("/item_templates");
        await own.RestartAsync();

        (await (await own.NewUserAsync()).Vault.GetAsync("/item_templates")).Text.Should().Be(before.Text);
    }

    private static JsonObject NewTemplate(string label) => new()
    {
        ["label"] = label,
        ["description"] = "Bottles",
        ["slots_attributes"] = new JsonArray(
            new JsonObject { ["name"] = "vintage", ["slot_type_name"] = "date" },
            new JsonObject { ["label"] = "Price", ["description"] = "in euros" }),
    };

    private static JsonObject Of(string template, string label)
    {
        var item = Drawer.NewItem(label);
        item["template_name"] = template;
        return item;
    }

    private static async Task<int> CountAsync(TestUser user) =>
        (await user.Vault.GetAsync("/item_templates?like=custom"))["item_templates"]![0]!["items_count"]!.GetValue<int>();
}
