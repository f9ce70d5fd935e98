using System.Text.Json.Nodes;
using Meeco.Server.Accounts;
using Meeco.Server.Tests.Attachments;
using Meeco.Server.Tests.Delegations;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Organizations;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Accounts;

/// <summary>What becomes of a user whose account the operator closes.</summary>
public sealed class DisabledUserTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("disabled-users")]
    public async Task His_tokens_are_void_at_once_and_no_door_lets_him_in_until_he_is_enabled()
    {
        var srp = new TestSrp(server.Anonymous, "closed");
        (await srp.RegisterAsync()).Should(200);
        var keystore = new TestCaller(server.Anonymous.Client, "/keystore", await TokenAsync(srp));
        var publicKey = TestPublicKeys.Pem(30);
        var registered = (await server.Anonymous.PostAsync("/vault/me", Registration(await AdmissionAsync(keystore), publicKey))).Should(200);
        var id = registered["user"]!["id"]!.GetValue<string>();
        var admission = await AdmissionAsync(keystore);

        await DecideAsync(users => users.DisableAsync(id, Cancel));
        await DecideAsync(users => users.DisableAsync(id, Cancel));

        (await keystore.GetAsync("/session")).ShouldRefuse(401, "unauthorized");
        (await srp.LogInAsync()).ShouldRefuse(403, "user_disabled");
        (await srp.LogInAsync(right: false)).ShouldRefuse(401, "login_failed");
        (await server.Anonymous.PostAsync("/vault/session", new JsonObject { ["public_key"] = publicKey })).ShouldRefuse(403, "user_disabled");
        (await server.Anonymous.PostAsync("/vault/me", Registration(admission, TestPublicKeys.Pem(31)))).ShouldRefuse(401, "admission_token_invalid");

        await DecideAsync(users => users.EnableAsync(id, Cancel));
        (await keystore.GetAsync("/session")).ShouldRefuse(401, "unauthorized");
        (await srp.LogInAsync()).Should(200);
        (await server.Anonymous.PostAsync("/vault/session", new JsonObject { ["public_key"] = publicKey })).Should(200);
    }

    [Fact, Rule("disabled-users")]
    public async Task What_he_has_and_what_he_shared_stays()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        var item = await Story.ItemAsync(alice, "plate");
        var share = await Story.ShareAsync(alice, item, bob);
        var his = await Story.ShareAsync(bob, await Story.ItemAsync(bob, "vin"), alice);
        var upload = await Files.OpenAsync(alice, "file", 1);

        await DecideAsync(users => users.DisableAsync(alice.Id, Cancel));

        (await Files.PutBlockAsync(alice, upload.Url(), Files.BlockId(0), [1])).ShouldRefuse(404, "not_found");
        (await alice.Vault.GetAsync("/items")).ShouldRefuse(401, "unauthorized");
        (await Story.CopyAsync(bob, share)).Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {bob.Id}"));
        (await bob.Vault.GetAsync("/connections")).Should(200).Text.Should().Contain(alice.Id);
        await DecideAsync(users => users.EnableAsync(alice.Id, Cancel));
        alice = await server.NewSessionAsync(alice);
        (await alice.Vault.GetAsync($"/items/{item.Id}")).Should(200);
        (await Story.CopyAsync(alice, his)).Slot("vin", "encrypted_value").Should().Be(TestCryppo.Aes($"vin v1 for {alice.Id}"));
    }

    [Fact, Rule("disabled-users")]
    public async Task Nobody_acts_for_him_and_he_for_nobody()
    {
        var (owner, one, member) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        await Delegating.DelegateAsync(owner, one);
        var organization = await new OrganizationStory(server).FoundAsync(member);
        var agent = member.Vault with
        {
            Token = OrganizationStory.OpenToken((await member.Vault.PostAsync($"/organizations/{organization}/login", null)).Should(200)),
        };
        (await one.For(owner).Vault.GetAsync("/items")).Should(200);
        (await agent.GetAsync("/me")).Should(200);

        await DecideAsync(users => users.DisableAsync(owner.Id, Cancel));
        await DecideAsync(users => users.DisableAsync(member.Id, Cancel));

        (await one.For(owner).Vault.GetAsync("/items")).ShouldRefuse(403, "delegation_not_granted");
        (await one.For(owner).Keystore.GetAsync("/session")).ShouldRefuse(403, "delegation_not_granted");
        (await one.Vault.GetAsync("/items")).Should(200);
        (await agent.GetAsync("/me")).ShouldRefuse(401, "unauthorized");
    }

    [Fact]
    public async Task An_unknown_user_is_not_disabled()
    {
        var act = () => DecideAsync(users => users.DisableAsync("cc656956-6fb3-4bd1-a906-81c85dd6cb7e", Cancel));

        (await act.Should().ThrowAsync<Exception>()).Which.Message.Should().Be("There is no such user.");
    }

    private async Task DecideAsync(Func<UserDisabling, Task> decide)
    {
        await using var scope = server.Scope();
        await decide(scope.ServiceProvider.GetRequiredService<UserDisabling>());
    }

    private static async Task<string> TokenAsync(TestSrp srp) =>
        (await srp.LogInAsync()).Should(200)["session"]!["session_authentication_string"]!.GetValue<string>();

    private static async Task<string> AdmissionAsync(TestCaller keystore) =>
        (await keystore.GetAsync("/external_admission_tokens")).Should(200)["external_admission_token"]!["vault_api_admission_token"]!.GetValue<string>();

    private static JsonObject Registration(string admission, string publicKey) =>
        new() { ["public_key"] = publicKey, ["admission_token"] = admission };
}
