using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Organizations;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Sharing;
using Meeco.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Organizations;

/// <summary>Organisations, their members and services, through the wire and the operator's hand.</summary>
internal sealed class OrganizationStory(MeecoServer server)
{
    /// <summary>The stored pair of every organisation and service of these tests.</summary>
    private const int AgentKey = 12;

    public static string AgentPublicKey => TestPublicKeys.Pem(AgentKey);

    public Task<TestUser> UserAsync() => server.NewUserAsync();

    public static JsonObject Request(string name = "SuperData Inc.") => new()
    {
        ["name"] = name,
        ["description"] = "My super data handling organization",
        ["url"] = "https://superdata.example.com",
        ["email"] = "admin@superdata.example.com",
        ["public_key"] = AgentPublicKey,
    };

    /// <returns>The id of an organisation that waits for the operator.</returns>
    public static async Task<string> RequestAsync(TestUser requestor, string name = "SuperData Inc.") =>
        Id((await requestor.Vault.PostAsync("/organizations", Request(name))).Should(200)["organization"]!);

    /// <returns>The id of an organisation that the user owns.</returns>
    public async Task<string> FoundAsync(TestUser owner, string name = "SuperData Inc.")
    {
        var id = await RequestAsync(owner, name);
        await DecideAsync(validations => validations.ValidateOrganizationAsync(id, TestContext.Current.CancellationToken));
        return id;
    }

    public static JsonObject ServiceRequest(string name = "Data Sharing Service") => new()
    {
        ["service"] = new JsonObject
        {
            ["name"] = name,
            ["description"] = "Outgoing data of application X",
            ["contract"] = "A message about the contract",
            ["public_key"] = AgentPublicKey,
        },
    };

    /// <returns>The id of a service that waits for the operator.</returns>
    public static async Task<string> RequestServiceAsync(TestUser member, string organization, string name = "Data Sharing Service") =>
        Id((await member.Vault.PostAsync($"/organizations/{organization}/services", ServiceRequest(name))).Should(200)["service"]!);

    /// <returns>The id of a service that the operator vouches for.</returns>
    public async Task<string> FoundServiceAsync(TestUser member, string organization)
    {
        var id = await RequestServiceAsync(member, organization);
        await DecideAsync(validations => validations.ValidateServiceAsync(id, TestContext.Current.CancellationToken));
        return id;
    }

    /// <summary>What the operator decides, without his command line.</summary>
    public async Task DecideAsync(Func<Validations, Task> decide)
    {
        await using var scope = server.Scope();
        await decide(scope.ServiceProvider.GetRequiredService<Validations>());
    }

    /// <summary>The agent of an organisation, as its owner logs in.</summary>
    public Task<TestUser> AgentAsync(TestUser owner, string organization) => LogInAsync(owner, $"/organizations/{organization}/login");

    /// <summary>The agent of a service, as a member logs in.</summary>
    public Task<TestUser> ServiceAgentAsync(TestUser member, string organization, string service) =>
        LogInAsync(member, $"/organizations/{organization}/services/{service}/login");

    /// <summary>Opens the answer to a log-in as only the holder of the private key can.</summary>
    public static string OpenToken(TestAnswer answer)
    {
        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(AgentKey));
        return pair.DecryptToken(answer.Should(200)["encrypted_access_token"]!.GetValue<string>());
    }

    /// <returns>The token of an invitation to become a member; without a role the server's default.</returns>
    public static async Task<string> InviteAsync(TestUser agent, string? role = null)
    {
        var request = Story.InvitationRequest(agent);
        if (role is not null)
        {
            request["invitation"]!["organization_member_role"] = role;
        }

        return (await agent.Vault.PostAsync("/invitations", request)).Should(200)["invitation"]!["token"]!.GetValue<string>();
    }

    /// <summary>Makes a user a member.</summary>
    /// <returns>The connection as he sees it.</returns>
    public static async Task<JsonNode> JoinAsync(TestUser agent, TestUser user, string? role = null) =>
        (await user.Vault.PostAsync("/connections", Story.ConnectionRequest(user, await InviteAsync(agent, role)))).Should(200)["connection"]!;

    public static string MemberId(JsonNode connection) => connection["the_other_user"]!["organization_member_id"]!.GetValue<string>();

    /// <summary>The members, oldest first, by user and role.</summary>
    public static async Task<IReadOnlyList<(string UserId, string Role)>> MembersAsync(TestUser owner, string organization) =>
    [
        .. (await owner.Vault.GetAsync($"/organizations/{organization}/members?order=asc")).Should(200)["members"]!.AsArray()
            .Select(member => (member!["user_id"]!.GetValue<string>(), member["role"]!.GetValue<string>())),
    ];

    public static JsonObject RoleChange(string role) => new() { ["organization_member"] = new JsonObject { ["role"] = role } };

    public static string Id(JsonNode record) => record["id"]!.GetValue<string>();

    private async Task<TestUser> LogInAsync(TestUser member, string path)
    {
        var token = OpenToken(await member.Vault.PostAsync(path, null));
        var vault = member.Vault with { Token = token };
        var id = (await vault.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>();
        await using var scope = server.Scope();
        return new TestUser
        {
            Key = scope.ServiceProvider.GetRequiredService<PublicIds>().Decode(id, IdKind.VaultUser)!.Value,
            Id = id,
            PublicKey = AgentPublicKey,
            VaultToken = token,
            KeystoreToken = "",
            Vault = vault,
            Keystore = member.Keystore with { Token = token },
        };
    }
}
