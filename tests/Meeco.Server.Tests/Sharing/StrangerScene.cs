using System.Text.Json.Nodes;
using Meeco.Server.Tests.Attachments;
using Meeco.Server.Tests.Connections;
using Meeco.Server.Tests.Delegations;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Organizations;

namespace Meeco.Server.Tests.Sharing;

/// <summary>Two users with one record of every kind, which nobody else may reach.</summary>
public sealed class StrangerScene : MeecoServer, IAsyncLifetime
{
    public TestUser Alice { get; private set; } = null!;

    public TestUser Bob { get; private set; } = null!;

    /// <summary>The ids of the records, by the names that the paths of the tests give them.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var people = await new Story(this).UsersInAChainAsync(2);
        (Alice, Bob) = (people[0], people[1]);
        var invitation = (await Alice.Vault.PostAsync("/invitations", Story.InvitationRequest(Alice))).Should(200)["invitation"]!;
        var item = await Story.ItemAsync(Alice, "plate");
        var accepted = await Invited.MakeAsync(Alice, multistep: true);
        (await Invited.AcceptAsync(Bob, accepted.Token)).Should(200);
        var intent = (await Invited.PrepareAsync(Alice, Text(invitation, "id"), Invited.IntentOf(item, multistep: false))).Should(200);
        var template = (await Alice.Vault.PostAsync("/item_templates", new JsonObject { ["label"] = "Alice's own" })).Should(200);
        var node = (await Alice.Vault.PostAsync("/classification_nodes", new JsonObject
        {
            ["classification_node"] = new JsonObject { ["classification_scheme_name"] = "tag", ["label"] = "Alice's own" },
        })).Should(201);
        var share = await Story.ShareAsync(Alice, item, Bob);
        var copy = await Story.CopyAsync(Bob, share);
        await Story.UpdateAsync(Alice, item);
        var organizations = new OrganizationStory(this);
        var organization = await organizations.FoundAsync(Alice);
        var delegation = await Delegating.DelegateAsync(Alice, await NewUserAsync());
        var connection = Text((await Alice.Vault.GetAsync("/connections?order=asc"))["connections"]![0]!["own"]!, "id");
        var token = await Delegating.TokenAsync(Alice);
        var upgrade = (await Alice.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token))).Should(201);
        var attachment = await Files.AttachmentAsync(Alice);
        (await Files.AddSlotAsync(Alice, item.Id, attachment.Id())).Should(200);
        var thumbnail = await ThumbnailTests.MakeAsync(Alice, attachment);
        Names = new Dictionary<string, string>
        {
            ["invitation"] = Text(invitation, "id"),
            ["token"] = Text(invitation, "token"),
            ["accepted"] = accepted.Id,
            ["accepted_token"] = accepted.Token,
            ["share_intent"] = Text(intent["share_intents"]![0]!, "id"),
            ["template"] = Text(template["item_template"]!, "id"),
            ["node"] = Text(node["classification_node"]!, "id"),
            ["connection"] = connection,
            ["delegation"] = delegation.OwnerConnection,
            ["delegation_token"] = token,
            ["delegation_invitation"] = Text(upgrade["delegation_invitation"]!, "id"),
            ["item"] = item.Id,
            ["copy"] = copy.Id,
            ["slot"] = item.Slots["plate"],
            ["copied_slot"] = copy.Slots["plate"],
            ["share"] = share,
            ["user"] = Bob.Id,
            ["requested_organization"] = await OrganizationStory.RequestAsync(Alice),
            ["organization"] = organization,
            ["member"] = Text((await Alice.Vault.GetAsync($"/organizations/{organization}/members"))["members"]![0]!, "id"),
            ["service"] = await OrganizationStory.RequestServiceAsync(Alice, organization),
            ["task"] = Text((await Story.TasksAsync(Alice, "?work_type=update_item_shares")).Single(), "id"),
            ["attachment"] = attachment.Id(),
            ["blob"] = attachment.MainUrl().Split("/blobs/attachment/")[1],
            ["thumbnail"] = thumbnail.Id(),
        };
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
