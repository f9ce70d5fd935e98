using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

/// <summary>A user reaches only what is his: every call that names a record, with a stranger's token and without one.</summary>
public sealed class StrangerTests(StrangerScene scene) : IClassFixture<StrangerScene>
{
    public static TheoryData<string, string> Calls => new()
    {
        { "GET", "/invitations/{invitation}" },
        { "DELETE", "/invitations/{invitation}" },
        { "DELETE", "/invitations/{token}" },
        { "DELETE", "/invitations/{invitation}/cancel" },
        { "DELETE", "/invitations/{accepted}/cancel" },
        { "DELETE", "/invitations/{accepted_token}/cancel" },
        { "POST", "/invitations/{accepted}/confirm" },
        { "POST", "/invitations/{accepted_token}/confirm" },
        { "POST", "/invitations/{invitation}/share_intents" },
        { "POST", "/invitations/{token}/share_intents" },
        { "GET", "/share_intents/{share_intent}" },
        { "DELETE", "/share_intents/{share_intent}" },
        { "GET", "/item_templates/{template}" },
        { "GET", "/classification_nodes/{node}" },
        { "GET", "/connections/{connection}" },
        { "DELETE", "/connections/{connection}" },
        { "GET", "/items/{item}" },
        { "GET", "/items/{copy}" },
        { "PUT", "/items/{copy}" },
        { "DELETE", "/items/{copy}" },
        { "GET", "/slots/{slot}" },
        { "GET", "/slots/{copied_slot}" },
        { "GET", "/items/{item}/shares" },
        { "POST", "/items/{item}/shares" },
        { "PUT", "/items/{item}/shares" },
        { "GET", "/items/{copy}/shares" },
        { "POST", "/items/{copy}/shares" },
        { "PUT", "/items/{copy}/shares" },
        { "POST", "/items/{copy}/encrypt" },
        { "POST", "/items/{item}/encrypt" },
        { "GET", "/incoming_shares/{share}" },
        { "GET", "/incoming_shares/{share}/item" },
        { "PUT", "/incoming_shares/{share}/accept" },
        { "PUT", "/incoming_shares/{share}/reject" },
        { "GET", "/outgoing_shares/{share}" },
        { "PUT", "/shares" },
        { "PATCH", "/shares" },
        { "DELETE", "/shares/{share}" },
        { "PUT", "/client_task_queue" },
        { "GET", "/organizations/{requested_organization}" },
        { "PUT", "/organizations/{requested_organization}" },
        { "DELETE", "/organizations/{requested_organization}" },
        { "POST", "/organizations/{requested_organization}/login" },
        { "PUT", "/organizations/{organization}" },
        { "DELETE", "/organizations/{organization}" },
        { "POST", "/organizations/{organization}/login" },
        { "GET", "/organizations/{organization}/members" },
        { "PUT", "/organizations/{organization}/members/{member}" },
        { "DELETE", "/organizations/{organization}/members/{member}" },
        { "GET", "/organizations/{organization}/requested_services" },
        { "POST", "/organizations/{organization}/services" },
        { "GET", "/organizations/{organization}/services/{service}" },
        { "PUT", "/organizations/{organization}/services/{service}" },
        { "DELETE", "/organizations/{organization}/services/{service}" },
        { "POST", "/organizations/{organization}/services/{service}/login" },
        { "GET", "/service_users/{user}" },
        { "PUT", "/delegations/{delegation}" },
        { "DELETE", "/delegations/{delegation}" },
        { "POST", "/delegation_invitations" },
        { "GET", "/delegation_invitations/{delegation_invitation}" },
        { "DELETE", "/delegation_invitations/{delegation_invitation}" },
        { "PUT", "/delegation_invitations/{delegation_invitation}/accept" },
        { "DELETE", "/delegation_invitations/{delegation_invitation}/reject" },
        { "GET", "/attachments/{attachment}" },
        { "DELETE", "/attachments/{attachment}" },
        { "GET", "/direct/attachments/{attachment}" },
        { "GET", "/direct/attachments/{attachment}/download_url?type=binary_file" },
        { "DELETE", "/direct/attachments/{attachment}" },
        { "GET", "/blobs/attachment/{blob}" },
        { "GET", "/thumbnails/{thumbnail}" },
        { "DELETE", "/thumbnails/{thumbnail}" },
    };

    [Theory, Rule("12", "35", "37", "52")]
    [MemberData(nameof(Calls))]
    public async Task A_stranger_gets_404_and_changes_nothing(string method, string path)
    {
        var stranger = await scene.NewUserAsync();
        var before = await SnapshotAsync();

        var answer = await CallAsync(stranger.Vault, method, path);

        answer.ShouldRefuse(404, "not_found");
        (await SnapshotAsync()).Should().Be(before);
    }

    [Theory, Rule("76")]
    [MemberData(nameof(Calls))]
    public async Task Without_a_token_of_the_vault_nothing_is_reached(string method, string path)
    {
        var before = await SnapshotAsync();

        (await CallAsync(scene.Alice.Vault with { Token = null }, method, path)).ShouldRefuse(401, "unauthorized");
        (await CallAsync(scene.Alice.Vault with { Token = scene.Alice.KeystoreToken }, method, path)).ShouldRefuse(401, "unauthorized");

        (await SnapshotAsync()).Should().Be(before);
    }

    [Fact]
    public async Task A_strangers_lists_are_empty()
    {
        var stranger = await scene.NewUserAsync();

        foreach (var (path, list) in new[]
        {
            ("/invitations", "invitations"), ("/share_intents", "share_intents"), ("/connections", "connections"), ("/items", "items"), ("/items", "slots"),
            ("/incoming_shares", "shares"), ("/outgoing_shares", "shares"), ("/client_task_queue", "client_tasks"),
            ("/event_feed", "events"), ("/activities", "activities"),
            ("/organizations?mode=requested", "organizations"), ("/organizations?mode=member", "organizations"), ("/organizations", "services"),
            ("/delegation_invitations/incoming", "delegation_invitations"), ("/delegation_invitations/outgoing", "delegation_invitations"),
            ("/attachments", "attachments"), ("/attachments_in_slots", "slots"), ("/attachments_in_slots", "attachments"),
        })
        {
            (await stranger.Vault.GetAsync(path)).Should(200)[list]!.AsArray().Should().BeEmpty(path);
        }
    }

    private Task<TestAnswer> CallAsync(TestCaller caller, string method, string path)
    {
        var body = (method, path) switch
        {
            ("POST", "/items/{item}/shares" or "/items/{copy}/shares") => """{"shares":[]}""",
            ("PATCH", "/shares") => """{"shares_to_delete":["{share}"]}""",
            (_, "/shares") => """{"shares":[{"share_id":"{share}","onsharing_permitted":true}]}""",
            ("PUT", "/organizations/{organization}/members/{member}") => """{"organization_member":{"role":"admin"}}""",
            ("POST", "/organizations/{organization}/services") =>
                new JsonObject { ["service"] = new JsonObject { ["name"] = "Mine", ["public_key"] = scene.Alice.PublicKey } }.ToJsonString(),
            (_, "/client_task_queue") => """{"client_tasks":[{"id":"{task}","state":"done"}]}""",
            (_, "/delegations/{delegation}") => method == "PUT" ? """{"delegation_role":"owner"}""" : null,
            ("POST", "/delegation_invitations") => """{"connection_id":"{connection}","delegation_token":"{delegation_token}","delegation_role":"reader"}""",
            ("PUT", "/items/{copy}") => """{"item":{"label":"Mine"}}""",
            ("PUT" or "POST", _) => "{}",
            _ => null,
        };
        foreach (var (name, value) in scene.Names)
        {
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            body = body?.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return caller.SendAsync(new HttpMethod(method), path, body);
    }

    private async Task<string> SnapshotAsync()
    {
        var answers = new List<string>();
        foreach (var path in new[]
        {
            "/invitations?state=new,accepted,cancelled", "/share_intents", "/connections", "/items", "/incoming_shares", "/outgoing_shares",
            "/client_task_queue", "/event_feed", "/organizations?mode=requested", "/organizations?mode=member",
            "/delegation_invitations/incoming", "/delegation_invitations/outgoing", "/attachments",
        })
        {
            answers.Add((await scene.Alice.Vault.GetAsync(path)).Should(200).Text);
            answers.Add((await scene.Bob.Vault.GetAsync(path)).Should(200).Text);
        }

        return string.Join('\n', answers);
    }
}
