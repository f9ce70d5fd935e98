using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Sharing;

/// <summary>
/// Users who connect and share, through the wire alone. Every value says what it is: <c>plate v1 for Bob</c> under a key
/// marked <c>key of plate v1</c>, with the owner's hash of <c>plate v1</c>.
/// </summary>
internal sealed class Story(MeecoServer server)
{
    public MeecoServer Server { get; } = server;

    public Task<TestUser> UserAsync() => Server.NewUserAsync();

    /// <summary>Users of whom the first is connected to each of the others.</summary>
    public async Task<TestUser[]> UsersConnectedToTheFirstAsync(int count)
    {
        var users = new TestUser[count];
        for (var number = 0; number < count; number++)
        {
            users[number] = await UserAsync();
            if (number > 0)
            {
                await ConnectAsync(users[0], users[number]);
            }
        }

        return users;
    }

    /// <summary>Users of whom each is connected to the next.</summary>
    public async Task<TestUser[]> UsersInAChainAsync(int count)
    {
        var users = new TestUser[count];
        for (var number = 0; number < count; number++)
        {
            users[number] = await UserAsync();
            if (number > 0)
            {
                await ConnectAsync(users[number - 1], users[number]);
            }
        }

        return users;
    }

    public static JsonObject InvitationRequest(TestUser sender) => new()
    {
        ["public_key"] = new JsonObject
        {
            ["keypair_external_id"] = $"pair of {sender.Id}",
            ["public_key"] = sender.PublicKey,
        },
        ["invitation"] = new JsonObject { ["encrypted_recipient_name"] = TestCryppo.Aes("the other") },
    };

    public static async Task<string> InviteAsync(TestUser sender) =>
        (await sender.Vault.PostAsync("/invitations", InvitationRequest(sender))).Should(200)["invitation"]!["token"]!.GetValue<string>();

    public static JsonObject ConnectionRequest(TestUser invited, string token) => new()
    {
        ["public_key"] = new JsonObject
        {
            ["keypair_external_id"] = $"pair of {invited.Id}",
            ["public_key"] = invited.PublicKey,
        },
        ["connection"] = new JsonObject
        {
            ["encrypted_recipient_name"] = TestCryppo.Aes("the one who invited"),
            ["invitation_token"] = token,
        },
    };

    /// <returns>The connection as the second user, who took up the invitation, sees it.</returns>
    public static async Task<JsonNode> ConnectAsync(TestUser one, TestUser other) =>
        (await other.Vault.PostAsync("/connections", ConnectionRequest(other, await InviteAsync(one)))).Should(200)["connection"]!;

    /// <summary>An item of the owner's whose slots have values.</summary>
    public static async Task<TestItem> ItemAsync(TestUser owner, params string[] slots)
    {
        var answer = await owner.Vault.PostAsync("/items", new JsonObject
        {
            ["template_name"] = "custom",
            ["item"] = new JsonObject
            {
                ["label"] = "DeLorean",
                ["slots_attributes"] = new JsonArray(
                [
                    .. slots.Select(slot => new JsonObject
                    {
                        ["label"] = slot,
                        ["encrypted_value"] = TestCryppo.Aes($"{slot} v1"),
                    }),
                ]),
            },
        });
        return TestItem.From(answer.Should(200));
    }

    /// <summary>The owner changes his item's values, which makes it version <paramref name="mark"/> in these tests' words.</summary>
    public static async Task<TestItem> UpdateAsync(TestUser owner, TestItem item, string mark = "v2") =>
        TestItem.From((await owner.Vault.PutAsync($"/items/{item.Id}", new JsonObject
        {
            ["item"] = new JsonObject
            {
                ["slots_attributes"] = new JsonArray(
                [
                    .. item.Slots.Select(slot => new JsonObject
                    {
                        ["id"] = slot.Value,
                        ["encrypted_value"] = TestCryppo.Aes($"{slot.Key} {mark}"),
                    }),
                ]),
            },
        })).Should(200));

    /// <summary>A share as the owner asks for it.</summary>
    public static JsonObject ShareOf(TestItem item, TestUser recipient, string mark = "v1") => new()
    {
        ["recipient_id"] = recipient.Id,
        ["public_key"] = recipient.PublicKey,
        ["keypair_external_id"] = $"pair of {recipient.Id}",
        ["encrypted_dek"] = TestCryppo.Rsa($"dek of {recipient.Id} {mark}"),
        ["slot_values"] = new JsonArray(
        [
            .. item.Slots.Select(slot => new JsonObject
            {
                ["slot_id"] = slot.Value,
                ["encrypted_value"] = TestCryppo.Aes($"{slot.Key} {mark} for {recipient.Id}"),
                ["encrypted_value_verification_key"] = TestCryppo.Aes($"key of {slot.Key} {mark}"),
                ["value_verification_hash"] = TestCryppo.Hash($"{slot.Key} {mark}"),
            }),
        ]),
    };

    /// <summary>A share as a recipient asks for it who shares on: without hashes.</summary>
    public static JsonObject OnShareOf(TestItem copy, TestUser recipient, string mark = "v1")
    {
        var share = ShareOf(copy, recipient, mark);
        foreach (var value in share["slot_values"]!.AsArray())
        {
            value!.AsObject().Remove("value_verification_hash");
        }

        return share;
    }

    public static JsonObject Shares(params JsonObject[] shares) => new() { ["shares"] = new JsonArray([.. shares]) };

    /// <summary>Shares an own item; the change says what differs from a plain share.</summary>
    public static async Task<string> ShareAsync(TestUser owner, TestItem item, TestUser recipient, Action<JsonObject>? change = null)
    {
        var share = ShareOf(item, recipient);
        change?.Invoke(share);
        return IdOf(await owner.Vault.PostAsync($"/items/{item.Id}/shares", Shares(share)));
    }

    /// <summary>Shares a received item on, with what the sharer reads of it now.</summary>
    public static async Task<string> ShareOnAsync(TestUser sharer, string receivedShareId, TestUser recipient, Action<JsonObject>? change = null)
    {
        var copy = await CopyAsync(sharer, receivedShareId);
        var share = OnShareOf(copy, recipient);
        change?.Invoke(share);
        return IdOf(await sharer.Vault.PostAsync($"/items/{copy.Id}/shares", Shares(share)));
    }

    /// <summary>The recipient's copy as one of his shares shows it.</summary>
    public static async Task<TestItem> CopyAsync(TestUser recipient, string shareId) =>
        TestItem.From((await recipient.Vault.GetAsync($"/incoming_shares/{shareId}/item")).Should(200));

    public static async Task AcceptAsync(TestUser recipient, string shareId) =>
        (await recipient.Vault.PutAsync($"/incoming_shares/{shareId}/accept", null)).Should(200);

    /// <summary>What an owner uploads for some of an item's shares.</summary>
    public static JsonObject UploadOf(TestItem item, IEnumerable<string> shareIds, string mark = "v2") => new()
    {
        ["share_deks"] = new JsonArray(
            [.. shareIds.Select(share => new JsonObject { ["share_id"] = share, ["dek"] = TestCryppo.Rsa($"dek of {share} {mark}") })]),
        ["slot_values"] = new JsonArray(
        [
            .. from share in shareIds
               from slot in item.Slots
               select new JsonObject
               {
                   ["share_id"] = share,
                   ["slot_id"] = slot.Value,
                   ["encrypted_value"] = TestCryppo.Aes($"{slot.Key} {mark} for {share}"),
                   ["encrypted_value_verification_key"] = TestCryppo.Aes($"key of {slot.Key} {mark}"),
                   ["value_verification_hash"] = TestCryppo.Hash($"{slot.Key} {mark}"),
               },
        ]),
        ["client_tasks"] = new JsonArray(),
    };

    /// <summary>The owner's batch: brings all shares of an item up to date.</summary>
    public static async Task<TestAnswer> UploadAsync(TestUser owner, TestItem item, string mark = "v2")
    {
        var shares = await ShareIdsAsync(owner, item);
        return (await owner.Vault.PutAsync($"/items/{item.Id}/shares", UploadOf(item, shares, mark))).Should(201);
    }

    /// <summary>The shares that the owner has to bring up to date.</summary>
    public static async Task<IReadOnlyList<string>> ShareIdsAsync(TestUser owner, TestItem item) =>
        [.. (await owner.Vault.GetAsync($"/items/{item.Id}/shares")).Should(200)["shares"]!.AsArray().Select(share => share!["id"]!.GetValue<string>())];

    /// <summary>Tasks as a plain listing shows them.</summary>
    public static async Task<IReadOnlyList<JsonNode>> TasksAsync(TestUser owner, string query = "") =>
        [.. (await owner.Vault.GetAsync($"/client_task_queue{query}")).Should(200)["client_tasks"]!.AsArray().Select(task => task!)];

    public static JsonObject TaskChange(string id, string state, JsonObject? report = null)
    {
        var change = new JsonObject { ["id"] = id, ["state"] = state };
        if (report is not null)
        {
            change["report"] = report;
        }

        return new JsonObject { ["client_tasks"] = new JsonArray(change) };
    }

    public static string IdOf(TestAnswer created) => created.Should(201)["shares"]![0]!["id"]!.GetValue<string>();
}
