using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Items;

public sealed class ItemListTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("lists")]
    public async Task The_list_is_newest_first_and_ends_with_a_null_cursor()
    {
        var user = await server.NewUserAsync();
        await MakeSomeAsync(user, 3);

        var list = (await user.Vault.GetAsync("/items")).Should(200);

        Labels(list).Should().Equal("item 2", "item 1", "item 0");
        list["slots"]!.AsArray().Should().HaveCount(3);
        list["next_page_after"].Should().BeNull();
        list["meta"]!["per_page"]!.GetValue<int>().Should().Be(200);
        list["meta"]!["order"]!.GetValue<string>().Should().Be("desc");
        Labels(await user.Vault.GetAsync("/items?order=asc")).Should().Equal("item 0", "item 1", "item 2");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("not%20a%20cursor")]
    [Rule("generations", "lists")]
    public async Task An_unknown_cursor_starts_from_the_beginning(string cursor)
    {
        var user = await server.NewUserAsync();
        await MakeSomeAsync(user, 2);

        Labels(await user.Vault.GetAsync($"/items?next_page_after={cursor}")).Should().Equal("item 1", "item 0");
    }

    [Fact]
    [Rule("lists")]
    public async Task A_cursor_stays_good_when_its_record_is_deleted()
    {
        var user = await server.NewUserAsync();
        await MakeSomeAsync(user, 4);
        var first = await user.Vault.GetAsync("/items?per_page=2");
        (await user.Vault.DeleteAsync($"/items/{Ids(first)[1]}")).Should(204);

        Labels(await user.Vault.GetAsync($"/items?per_page=2&next_page_after={first["next_page_after"]!.GetValue<string>()}"))
            .Should().Equal("item 1", "item 0");
    }

    [Theory]
    [InlineData("per_page=0", "per_page")]
    [InlineData("per_page=-1", "per_page")]
    [InlineData("per_page=many", "per_page")]
    [InlineData("order=up", "order")]
    [InlineData("own=perhaps", "own")]
    public async Task A_bad_parameter_is_400_and_named(string query, string field)
    {
        var user = await server.NewUserAsync();

        var answer = (await user.Vault.GetAsync($"/items?{query}")).ShouldRefuse(400, "bad_request");

        answer["errors"]![0]!["extra_info"]!["field"]!.GetValue<string>().Should().Be(field);
    }

    [Fact]
    public async Task A_page_is_never_larger_than_the_server_allows()
    {
        await using var own = MeecoServer.With(("MaxPageSize", "3"), ("PageSize", "2"));
        var user = await own.NewUserAsync();
        for (var number = 0; number < 5; number++)
        {
            await Drawer.MakeAsync(user, $"item {number}");
        }

        Ids(await user.Vault.GetAsync("/items")).Should().HaveCount(2);
        Ids(await user.Vault.GetAsync("/items?per_page=1000")).Should().HaveCount(3);
    }

    [Fact]
    [Rule("generations")]
    public async Task The_member_meta_is_a_list_for_clients_of_2020_and_an_object_for_the_others()
    {
        var user = await server.NewUserAsync();
        await MakeSomeAsync(user, 2);

        var newest = await user.Vault.GetAsync("/items?per_page=1");
        var old = await user.Vault.From2020().GetAsync("/items?per_page=1");
        var undefined = await user.Vault.With("X_MEECO_API_VERSION", "undefined").GetAsync("/items?per_page=1");

        newest["meta"].Should().BeOfType<JsonObject>();
        undefined["meta"].Should().BeOfType<JsonObject>();
        old["meta"]!.AsArray().Single()!["next_page_exists"]!.GetValue<bool>().Should().BeTrue();
        old["next_page_after"]!.GetValue<string>().Should().Be(newest["next_page_after"]!.GetValue<string>());
    }

    [Fact]
    [Rule("11")]
    public async Task Items_are_filtered_by_template_name_id_and_classification()
    {
        var user = await server.NewUserAsync();
        var plain = await Drawer.MakeAsync(user, "Plain One");
        var vehicle = Drawer.NewItem("The Car");
        vehicle["template_name"] = "vehicle";
        vehicle["item"]!["classification_nodes_attributes"] = new JsonArray(new JsonObject { ["name"] = "fast" });
        var car = (await user.Vault.PostAsync("/items", vehicle)).Should(200);
        var template = car["item"]!["item_template_id"]!.GetValue<string>();

        await FindsAsync(user, $"template_ids={template}", "The Car");
        await FindsAsync(user, $"template_ids={template},{plain["item"]!["item_template_id"]!.GetValue<string>()}", "The Car", "Plain One");
        await FindsAsync(user, "template_ids=nonsense");
        await FindsAsync(user, "name=plain_one", "Plain One");
        await FindsAsync(user, $"item_ids={plain.Id()}", "Plain One");
        await FindsAsync(user, $"item_ids={plain.Id()},{car.Id()},nonsense", "The Car", "Plain One");
        await FindsAsync(user, "classification_node_name=fast", "The Car");
        await FindsAsync(user, "classification_scheme_name=tag", "The Car");
        await FindsAsync(user, "classification_scheme_name=esafe&classification_node_name=fast");
        await FindsAsync(user, "classification_node_names=fast,other", "The Car", "Plain One");
        await FindsAsync(user, "classification_node_names=fast,slow", "The Car");
        await FindsAsync(user, "own=false");
        await FindsAsync(user, $"own=true&owner_id={user.Id}", "The Car", "Plain One");
    }

    private async Task MakeSomeAsync(TestUser user, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Drawer.MakeAsync(user, $"item {number}", Drawer.Slot("a", "1"));
            server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private static async Task FindsAsync(TestUser user, string query, params string[] labels) =>
        Labels((await user.Vault.GetAsync($"/items?{query}")).Should(200)).Should().BeEquivalentTo(labels, query);

    private static IReadOnlyList<string> Labels(TestAnswer list) => Drawer.Texts(list["items"]!, "label");

    private static IReadOnlyList<string> Ids(TestAnswer list) => Drawer.Texts(list["items"]!, "id");
}
