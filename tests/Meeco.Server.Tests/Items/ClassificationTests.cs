using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Items;

public sealed class ClassificationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact, Rule("7")]
    public async Task A_user_makes_a_node_in_the_scheme_of_tags_that_nobody_else_sees()
    {
        var (alice, bob) = (await server.NewUserAsync(), await server.NewUserAsync());

        var made = (await alice.Vault.PostAsync("/classification_nodes", Node("tag", label: "Very Important", description: "first of all"))).Should(201);
        var node = made["classification_node"]!;
        var id = node["id"]!.GetValue<string>();

        node["name"]!.GetValue<string>().Should().Be("very_important");
        node["label"]!.GetValue<string>().Should().Be("Very Important");
        node["description"]!.GetValue<string>().Should().Be("first of all");
        node["scheme"]!.GetValue<string>().Should().Be("tag");
        node["own"]!.GetValue<bool>().Should().BeTrue();
        node["classifications_count"]!.GetValue<int>().Should().Be(0);
        (await alice.Vault.GetAsync($"/classification_nodes/{id}")).Should(200).Text.Should().Be(made.Text);
        (await bob.Vault.GetAsync($"/classification_nodes/{id}")).ShouldRefuse(404, "not_found");
        (await NamesAsync(bob, "?scheme_name=tag")).Should().BeEmpty();
        (await bob.Vault.PostAsync("/classification_nodes", Node("tag", label: "Very Important"))).Should(201);
    }

    [Fact, Rule("7")]
    public async Task A_node_that_cannot_be_is_refused()
    {
        var alice = await server.NewUserAsync();
        (await alice.Vault.PostAsync("/classification_nodes", Node("tag", "work"))).Should(201);

        (await alice.Vault.PostAsync("/classification_nodes", Node("tag", "Work"))).ShouldRefuse(409, "already_exists");
        (await alice.Vault.PostAsync("/classification_nodes", Node("esafe", "work"))).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.PostAsync("/classification_nodes", Node("none", "work"))).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.PostAsync("/classification_nodes", Node("tag"))).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.PostAsync("/classification_nodes", Node(null, "work"))).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.PostAsync("/classification_nodes", new JsonObject())).ShouldRefuse(422, "validation_failed");

        (await NamesAsync(alice, "?own=true")).Should().Equal("work");
    }

    [Theory, Rule("7")]
    [InlineData("?scheme_name=tag", new[] { "work", "home_office" })]
    [InlineData("?own=true", new[] { "work", "home_office" })]
    [InlineData("?own=false&name=LOGINS", new[] { "logins" })]
    [InlineData("?name=office", new[] { "home_office" })]
    [InlineData("?name=%25office", new[] { "home_office" })]
    [InlineData("?name=office%25", new string[0])]
    [InlineData("?scheme_name=esafe&name=login", new[] { "logins" })]
    [InlineData("?scheme_name=esafe&own=true", new string[0])]
    public async Task Nodes_are_found_by_scheme_by_name_and_by_whose_they_are(string query, string[] expected)
    {
        var alice = await server.NewUserAsync();
        await alice.Vault.PostAsync("/classification_nodes", Node("tag", "work"));
        await alice.Vault.PostAsync("/classification_nodes", Node("tag", "home_office"));

        (await NamesAsync(alice, query)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_filter_that_is_none_is_refused() =>
        (await (await server.NewUserAsync()).Vault.GetAsync("/classification_nodes?own=perhaps")).ShouldRefuse(400, "bad_request");

    [Fact, Rule("lists")]
    public async Task Nodes_are_listed_in_pages()
    {
        var alice = await server.NewUserAsync();
        for (var number = 1; number <= 3; number++)
        {
            await alice.Vault.PostAsync("/classification_nodes", Node("tag", $"tag_{number}"));
        }

        var first = (await alice.Vault.GetAsync("/classification_nodes?own=true&per_page=2")).Should(200);
        var second = (await alice.Vault.GetAsync($"/classification_nodes?own=true&per_page=2&next_page_after={first["next_page_after"]}")).Should(200);

        Drawer.Texts(first["classification_nodes"]!, "name").Should().Equal("tag_1", "tag_2");
        Drawer.Texts(second["classification_nodes"]!, "name").Should().Equal("tag_3");
        second["next_page_after"].Should().BeNull();
    }

    [Fact, Rule("7")]
    public async Task A_node_counts_what_the_caller_classified_with_it_and_a_recipient_does_not_own_it()
    {
        var people = await new Story(server).UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var request = Drawer.NewItem("DeLorean", Drawer.Slot("plate", "1"));
        request["item"]!["classification_nodes_attributes"] = new JsonArray(new JsonObject { ["scheme"] = "tag", ["name"] = "cars" });
        var item = (await alice.Vault.PostAsync("/items", request)).Should(200);
        await Story.ShareAsync(alice, TestItem.From(item), bob);

        var node = (await alice.Vault.GetAsync("/classification_nodes?name=cars"))["classification_nodes"]!.AsArray().Single()!;
        var received = (await bob.Vault.GetAsync("/items?classification_scheme_name=tag&classification_node_name=cars")).Should(200);

        node["classifications_count"]!.GetValue<int>().Should().Be(1);
        received["items"]!.AsArray().Should().ContainSingle();
        received["classification_nodes"]![0]!["own"]!.GetValue<bool>().Should().BeFalse();
        (await NamesAsync(bob, "?name=cars")).Should().BeEmpty();
    }

    private static JsonObject Node(string? scheme, string? name = null, string? label = null, string? description = null) => new()
    {
        ["classification_node"] = new JsonObject
        {
            ["classification_scheme_name"] = scheme,
            ["name"] = name,
            ["label"] = label,
            ["description"] = description,
        },
    };

    private static async Task<IReadOnlyList<string>> NamesAsync(TestUser user, string query) =>
        Drawer.Texts((await user.Vault.GetAsync($"/classification_nodes{query}")).Should(200)["classification_nodes"]!, "name");
}
