using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;

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
        var share = await Story.ShareAsync(Alice, item, Bob);
        var copy = await Story.CopyAsync(Bob, share);
        await Story.UpdateAsync(Alice, item);
        Names = new Dictionary<string, string>
        {
            ["invitation"] = Text(invitation, "id"),
            ["token"] = Text(invitation, "token"),
            ["connection"] = Text((await Alice.Vault.GetAsync("/connections"))["connections"]![0]!["own"]!, "id"),
            ["item"] = item.Id,
            ["copy"] = copy.Id,
            ["slot"] = item.Slots["plate"],
            ["copied_slot"] = copy.Slots["plate"],
            ["share"] = share,
            ["task"] = Text((await Story.TasksAsync(Alice)).Single(), "id"),
        };
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
