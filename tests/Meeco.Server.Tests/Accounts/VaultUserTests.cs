using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Accounts;

public sealed class VaultUserTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task Me_has_every_member_that_clients_of_both_generations_need()
    {
        var user = await server.NewUserAsync();

        var me = (await user.Vault.GetAsync("/me")).Should(200);

        me["user"]!.AsObject().Select(member => member.Key).Should().Contain(
        [
            "id", "full_name", "email", "country", "joined_at", "onboarded_at", "timezone", "private_dek_external_id", "did",
            "queued_for_deletion_after", "accepted_terms", "broken_attachments_present", "user_type",
        ]);
        me["user"]!["private_dek_external_id"].Should().BeNull("it is set after registration");
        me["user"]!["user_type"]!.GetValue<string>().Should().Be("human");
        me["associations"]!.AsArray().Should().BeEmpty("the client of 2020 cannot do without");
    }

    [Fact]
    public async Task The_pointer_to_the_private_key_is_kept_and_what_is_left_out_stays()
    {
        var user = await server.NewUserAsync();

        (await PutAsync(user, new JsonObject { ["private_dek_external_id"] = "dek-1" })).Should(200);
        (await PutAsync(user, new JsonObject { ["full_name"] = "Alice", ["email"] = "alice@example.org", ["country"] = "AU" })).Should(200);

        var me = (await user.Vault.GetAsync("/me"))["user"]!;
        me["private_dek_external_id"]!.GetValue<string>().Should().Be("dek-1");
        me["full_name"]!.GetValue<string>().Should().Be("Alice");
        me["email"]!.GetValue<string>().Should().Be("alice@example.org");
        me["country"]!.GetValue<string>().Should().Be("AU");
    }

    [Fact]
    public async Task An_overlong_member_is_refused_and_nothing_of_the_request_is_kept()
    {
        var user = await server.NewUserAsync();

        var answer = await PutAsync(user, new JsonObject { ["country"] = "AU", ["full_name"] = new string('x', 1001) });

        answer.ShouldRefuse(422, "validation_failed");
        (await user.Vault.GetAsync("/me"))["user"]!["country"].Should().BeNull();
    }

    private static Task<TestAnswer> PutAsync(TestUser user, JsonObject members) =>
        user.Vault.PutAsync("/me", new JsonObject { ["user"] = members });
}
