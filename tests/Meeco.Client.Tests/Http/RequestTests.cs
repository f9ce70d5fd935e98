using System.Net;
using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Http;

/// <summary>What goes over the wire is what the published servers expect (docs/WIRE.md 1).</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_goes_without_a_scheme_and_the_subscription_key_beside_it()
    {
        using var servers = Answering("""{"client_tasks":[]}""");
        servers.Apis.VaultToken.Value = "raw-token";

        await servers.Apis.ClientTasks.UpdateAsync(new(), Cancel);

        servers.Transport.Calls[0].Headers.Should()
            .Contain("Authorization", "raw-token").And.Contain("Meeco-Subscription-Key", "vault-key");
    }

    [Fact]
    public async Task Before_login_no_token_goes()
    {
        using var servers = Answering("""{"username":"u","expires_at":"2026-01-01T00:00:00.000Z"}""");

        await servers.Apis.Keystore.PostSrpUsernameAsync(new(), Cancel);

        servers.Transport.Calls[0].Line.Should().Be("POST /keystore/srp/username");
        servers.Transport.Calls[0].Body.Should().Be("{}");
        servers.Transport.Calls[0].Headers.Should().NotContainKey("Authorization")
            .And.Contain("Meeco-Subscription-Key", "keystore-key");
    }

    [Fact]
    public async Task Lists_of_states_are_repeated_keys()
    {
        using var servers = Answering("""{"client_tasks":[]}""");

        await servers.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery { States = ["todo", "in_progress"], ChangeState = "false" }, Cancel);

        servers.Transport.Calls[0].Line.Should()
            .Be("GET /vault/client_task_queue?state=todo&state=in_progress&change_state=false");
    }

    [Fact]
    public async Task Lists_of_ids_are_comma_lists_where_the_wire_wants_them()
    {
        using var servers = Answering("""{"items":[]}""");

        await servers.Apis.Items.ListAsync(
            new ItemsQuery { ItemIds = "a,b", Own = "true", ClassificationNames = "x y", PerPage = 5 }, Cancel);

        Uri.UnescapeDataString(servers.Transport.Calls[0].Line).Should()
            .Be("GET /vault/items?classification_node_names=x y&own=true&item_ids=a,b&per_page=5");
    }

    [Fact]
    public async Task Classification_filters_are_nested_keys()
    {
        using var servers = Answering("""{"item_templates":[]}""");

        await servers.Apis.Items.ListTemplatesAsync(
            new ItemTemplatesQuery { Like = "a b", ClassificationScheme = "tag", ClassificationName = "pets" }, Cancel);

        Uri.UnescapeDataString(servers.Transport.Calls[0].Line).Should().Be(
            "GET /vault/item_templates?like=a b&by_classification[scheme]=tag&by_classification[name]=pets");
    }

    [Fact]
    public async Task Parts_of_a_path_are_escaped()
    {
        using var servers = Answering("{}", HttpStatusCode.NoContent);

        await servers.Apis.Shares.DeleteAsync("a/../b?c", Cancel);

        servers.Transport.Calls[0].Line.Should().Be("DELETE /vault/shares/a%2F..%2Fb%3Fc");
    }

    private static ScriptedServers Answering(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(new ScriptedTransport().Answer(status, body));
}
