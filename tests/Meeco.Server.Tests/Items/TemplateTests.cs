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

    private static async Task<int> CountAsync(TestUser user) =>
        (await user.Vault.GetAsync("/item_templates?like=custom"))["item_templates"]![0]!["items_count"]!.GetValue<int>();
}
