using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Connections;

public sealed class InvitationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact]
    public async Task An_invitation_is_made_whole()
    {
        var alice = await _story.UserAsync();

        var invitation = (await alice.Vault.PostAsync("/invitations", Story.InvitationRequest(alice))).Should(200)["invitation"]!;

        invitation["state"]!.GetValue<string>().Should().Be("new");
        invitation["outgoing"]!.GetValue<bool>().Should().BeTrue();
        invitation["token"]!.GetValue<string>().Should().HaveLength(43);
        invitation["sender_public_key"]!.GetValue<string>().Should().Be(alice.PublicKey);
        invitation["keypair_external_id"]!.GetValue<string>().Should().Be($"pair of {alice.Id}");
        invitation["shares_to_be_created"]!.GetValue<int>().Should().Be(0);
        invitation.AsObject().Should().ContainKeys("message", "integration_data", "user_name", "sent_at", "user_image", "expire_at");
    }

    [Fact, Rule("19")]
    public async Task Only_the_sender_sees_an_invitations_id_and_keypair_and_the_name_he_gives()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);

        var seen = (await bob.Vault.GetAsync($"/invitations/{token}")).Should(200);

        seen["share_intents"]!.AsArray().Should().BeEmpty();
        seen["invitation"]!["outgoing"]!.GetValue<bool>().Should().BeFalse();
        seen["invitation"]!["sender_public_key"]!.GetValue<string>().Should().Be(alice.PublicKey);
        seen["invitation"]!["id"].Should().BeNull();
        seen["invitation"]!["keypair_external_id"].Should().BeNull();
        seen["invitation"]!["encrypted_recipient_name"].Should().BeNull();
    }

    [Fact]
    public async Task A_stranger_reads_an_invitation_by_its_token_but_not_by_its_id()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = (await alice.Vault.PostAsync("/invitations", Story.InvitationRequest(alice)))["invitation"]!["id"]!.GetValue<string>();

        (await alice.Vault.GetAsync($"/invitations/{id}")).Should(200);
        (await stranger.Vault.GetAsync($"/invitations/{id}")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_token_stands_nowhere_in_the_database_and_is_told_again()
    {
        var alice = await server.NewUserAsync();
        var caller = alice.Vault.With("Idempotency-Key", "told again");
        var token = (await caller.PostAsync("/invitations", Story.InvitationRequest(alice))).Should(200)["invitation"]!["token"]!.GetValue<string>();

        (await caller.PostAsync("/invitations", Story.InvitationRequest(alice)))["invitation"]!["token"]!.GetValue<string>().Should().Be(token);
        (await alice.Vault.GetAsync("/invitations"))["invitations"]!.AsArray().Single()!["token"]!.GetValue<string>().Should().Be(token);

        foreach (var file in Directory.EnumerateFiles(server.Folder, "meeco.db*").Where(file => !file.EndsWith("-migration", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().NotContain(token).And.NotBeEmpty();
        }
    }

    [Fact, Rule("17")]
    public async Task A_listing_shows_what_is_open_unless_a_state_is_asked_for()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        var cancelled = await Story.InviteAsync(alice);
        (await alice.Vault.DeleteAsync($"/invitations/{cancelled}")).Should(204);
        var expired = (await alice.Vault.PostAsync("/invitations", WithDays(alice, 1)))["invitation"]!["token"]!.GetValue<string>();
        server.Clock.Advance(TimeSpan.FromDays(2));
        var open = await Story.InviteAsync(alice);

        (await TokensAsync(alice, "")).Should().Equal(open);
        (await TokensAsync(alice, "?state=new")).Should().Equal(open);
        (await TokensAsync(alice, "?state=cancelled")).Should().Equal(cancelled);
        (await TokensAsync(alice, "?state=expired")).Should().Equal(expired);
        (await TokensAsync(alice, "?state=connected")).Should().ContainSingle();
        (await alice.Vault.GetAsync("/invitations?state=lost")).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("generations")]
    public async Task A_client_of_2020_finds_an_invitation_by_its_token_in_the_list()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);

        var found = (await bob.Vault.From2020().GetAsync($"/invitations?token={token}")).Should(200);

        found["invitations"]![0]!["token"]!.GetValue<string>().Should().Be(token);
        found["invitations"]![0]!["id"].Should().BeNull();
        found["meta"]!.GetValueKind().Should().Be(JsonValueKind.Array);
    }

    [Fact, Rule("17")]
    public async Task Only_the_sender_cancels_an_invitation()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);

        (await bob.Vault.DeleteAsync($"/invitations/{token}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.GetAsync($"/invitations/{token}"))["invitation"]!["state"]!.GetValue<string>().Should().Be("new");

        (await alice.Vault.DeleteAsync($"/invitations/{token}")).Should(204);
        (await alice.Vault.DeleteAsync($"/invitations/{token}")).Should(204);
        (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token))).ShouldRefuse(404, "invitation_not_usable");
    }

    [Fact]
    public async Task An_invitation_that_became_a_connection_is_not_cancelled()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);
        (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token))).Should(200);

        (await alice.Vault.DeleteAsync($"/invitations/{token}")).ShouldRefuse(409, "invitation_not_usable");
    }

    [Theory, Rule("18")]
    [InlineData("organization_member_role", "admin")]
    [InlineData("delegate_role", "reader")]
    [InlineData("delegation_token", "7aa22b5d-0000-0000-0000-000000000000")]
    public async Task An_invitation_with_grave_effects_is_not_made_into_a_plain_one(string member, string value)
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["invitation"]![member] = value;

        (await alice.Vault.PostAsync("/invitations", request)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("69")]
    public async Task A_name_that_is_not_encrypted_is_refused()
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["invitation"]!["encrypted_recipient_name"] = "Bob";

        (await alice.Vault.PostAsync("/invitations", request)).ShouldRefuse(422, "invalid_cryppo");
    }

    [Theory, Rule("13")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\r\nAAAA\r\n-----END PUBLIC KEY-----\r\n")]
    public async Task An_invitation_needs_a_public_key(string? key)
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["public_key"]!["public_key"] = key;

        (await alice.Vault.PostAsync("/invitations", request)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("70")]
    public async Task A_keypair_id_may_be_blank()
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["public_key"]!.AsObject().Remove("keypair_external_id");

        (await alice.Vault.PostAsync("/invitations", request)).Should(200);
    }

    [Fact]
    public async Task Days_shorten_an_invitation_and_never_lengthen_it()
    {
        var alice = await _story.UserAsync();

        (await ExpiryAsync(alice, 1)).Should().Be(server.Clock.GetUtcNow().AddDays(1));
        (await ExpiryAsync(alice, 3650)).Should().Be(server.Clock.GetUtcNow().AddDays(30));
        (await alice.Vault.PostAsync("/invitations", WithDays(alice, 0))).ShouldRefuse(422, "validation_failed");
    }

    [Theory]
    [InlineData("""["a"]""", 422)]
    [InlineData("""{"a": 1}""", 422)]
    [InlineData("""{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":""}""", 422)]
    [InlineData("""{"a name that is longer than 32 bytes": ""}""", 422)]
    [InlineData("""{"greeting": "hello"}""", 200)]
    public async Task Data_for_the_recipient_are_few_short_texts(string data, int status)
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["invitation"]!["sender_to_recipient_data"] = JsonNode.Parse(data);

        (await alice.Vault.PostAsync("/invitations", request)).Should(status);
    }

    private static JsonObject WithDays(TestUser sender, double days)
    {
        var request = Story.InvitationRequest(sender);
        request["expires_in"] = days;
        return request;
    }

    private static async Task<DateTimeOffset> ExpiryAsync(TestUser sender, double days) =>
        (await sender.Vault.PostAsync("/invitations", WithDays(sender, days)))["invitation"]!["expire_at"]!.GetValue<DateTimeOffset>();

    private static async Task<IEnumerable<string>> TokensAsync(TestUser sender, string query) =>
        (await sender.Vault.GetAsync($"/invitations{query}")).Should(200)["invitations"]!.AsArray()
            .Select(invitation => invitation!["token"]!.GetValue<string>());
}
