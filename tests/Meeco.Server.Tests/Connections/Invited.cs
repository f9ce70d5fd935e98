using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Connections;

/// <summary>The steps of invitations through the wire, of both workflows.</summary>
internal static class Invited
{
    /// <summary>An invitation in the words of its sender.</summary>
    public static async Task<(string Id, string Token)> MakeAsync(TestUser sender, bool multistep, Action<JsonObject>? change = null)
    {
        var request = Story.InvitationRequest(sender);
        request["invitation"]!["multistep_workflow"] = multistep ? "true" : "false";
        change?.Invoke(request);
        var made = (await sender.Vault.PostAsync("/invitations", request)).Should(200)["invitation"]!;
        return (made["id"]!.GetValue<string>(), made["token"]!.GetValue<string>());
    }

    public static JsonObject AcceptRequest(TestUser invited, bool acceptShares = false) => new()
    {
        ["public_key"] = new JsonObject
        {
            ["keypair_external_id"] = $"pair of {invited.Id}",
            ["public_key"] = invited.PublicKey,
        },
        ["invitation"] = new JsonObject
        {
            ["accept_shares"] = acceptShares,
            ["encrypted_recipient_name"] = TestCryppo.Rsa($"I am {invited.Id}"),
            ["encrypted_sender_name"] = TestCryppo.Aes("the one who invited"),
            ["recipient_to_sender_data"] = new JsonObject { ["greeting"] = "hello" },
        },
    };

    public static Task<TestAnswer> AcceptAsync(TestUser invited, string token, bool acceptShares = false) =>
        invited.Vault.PostAsync($"/invitations/{token}/accept", AcceptRequest(invited, acceptShares));

    public static Task<TestAnswer> ConfirmAsync(TestUser sender, string id, JsonObject? request = null) =>
        sender.Vault.PostAsync($"/invitations/{id}/confirm", request ?? []);

    public static Task<TestAnswer> ConnectAsync(TestUser invited, string token, JsonArray? shareIntents = null)
    {
        var request = Story.ConnectionRequest(invited, token);
        request["share_intents"] = shareIntents;
        return invited.Vault.PostAsync("/connections", request);
    }

    /// <summary>A share of a whole item to prepare, with the DEK as the workflow has it.</summary>
    public static JsonObject IntentOf(TestItem item, bool multistep, string mark = "v1")
    {
        var intent = Story.ShareOf(item, new TestUser
        {
            Key = 0,
            Id = "nobody yet",
            PublicKey = "",
            VaultToken = "",
            KeystoreToken = "",
            Vault = null!,
            Keystore = null!,
        }, mark);
        foreach (var member in (string[])["recipient_id", "public_key", "keypair_external_id"])
        {
            intent.Remove(member);
        }

        intent["item_id"] = item.Id;
        intent["encrypted_dek"] = multistep ? TestCryppo.Aes("dek") : TestCryppo.Passphrase("dek");
        return intent;
    }

    public static Task<TestAnswer> PrepareAsync(TestUser sender, string id, params JsonObject[] intents) =>
        sender.Vault.PostAsync($"/invitations/{id}/share_intents", new JsonObject { ["share_intents"] = new JsonArray([.. intents]) });

    public static async Task<string> StateAsync(TestUser reader, string idOrToken) =>
        (await reader.Vault.GetAsync($"/invitations/{idOrToken}")).Should(200)["invitation"]!["state"]!.GetValue<string>();

    public static async Task<int> ConnectionsAsync(TestUser user) =>
        (await user.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray().Count;
}
