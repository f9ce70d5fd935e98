using System.Text;
using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Sharing;
using Meeco.Tests.Shared;

namespace Meeco.Server.Tests.Delegations;

/// <summary>The steps of a delegation through the wire alone, with real signatures.</summary>
internal static class Delegating
{
    /// <summary>A delegation that is set up.</summary>
    /// <param name="Token">Its token.</param>
    /// <param name="OwnerConnection">The connection, for the account's owner.</param>
    /// <param name="DelegateConnection">The connection, for the delegate.</param>
    public sealed record SetUp(string Token, string OwnerConnection, string DelegateConnection);

    /// <summary>The delegate as he calls for the owner.</summary>
    public static TestUser For(this TestUser one, TestUser owner) => one.For(owner.Id);

    /// <summary>The delegate as he calls for the user of that id.</summary>
    public static TestUser For(this TestUser one, string ownerId) => one with
    {
        Vault = one.Vault.With("Meeco-Delegation-Id", ownerId),
        Keystore = one.Keystore.With("Meeco-Delegation-Id", ownerId),
    };

    /// <summary>Step 1: the keystore's token.</summary>
    public static async Task<string> TokenAsync(TestUser owner, string role = "reader") =>
        (await owner.Keystore.PostAsync("/delegations", new JsonObject { ["vault_account_id"] = owner.Id, ["delegation_role"] = role }))
            .Should(200)["delegation"]!["delegation_token"]!.GetValue<string>();

    public static JsonObject InvitationRequest(TestUser owner, string token, string role = "reader")
    {
        var request = Story.InvitationRequest(owner);
        request["invitation"]!["delegate_role"] = role;
        request["invitation"]!["delegation_token"] = token;
        return request;
    }

    public static JsonObject UpgradeRequest(string ownerConnection, string token, string role = "reader") => new()
    {
        ["connection_id"] = ownerConnection,
        ["delegation_token"] = token,
        ["delegation_role"] = role,
    };

    /// <summary>Steps 1 and 2, up to the connection.</summary>
    public static async Task<SetUp> ConnectAsync(TestUser owner, TestUser one, string role = "reader")
    {
        var token = await TokenAsync(owner, role);
        var invitation = (await owner.Vault.PostAsync("/invitations", InvitationRequest(owner, token, role))).Should(200)["invitation"]!;
        var connection = (await one.Vault.PostAsync("/connections", Story.ConnectionRequest(one, invitation["token"]!.GetValue<string>())))
            .Should(200)["connection"]!;
        return new SetUp(token, Id(connection["the_other_user"]!), Id(connection["own"]!));
    }

    /// <summary>The rest of step 2.</summary>
    public static Task<TestAnswer> ClaimAsync(TestUser one, string token, string? signature = null) =>
        one.Keystore.PostAsync($"/delegations/{token}/claim", new JsonObject { ["delegate_signature"] = signature ?? Sign(one, token) });

    /// <summary>Step 3.</summary>
    public static Task<TestAnswer> ShareAsync(TestUser owner, TestUser one, string token, string? kek = null) =>
        owner.Keystore.PutAsync($"/delegations/{token}/share", new JsonObject
        {
            ["encrypted_kek"] = kek ?? TestCryppo.Rsa("kek"),
            ["delegate_public_key"] = one.PublicKey,
        });

    /// <summary>Step 4.</summary>
    public static Task<TestAnswer> ReencryptAsync(TestUser one, string token) =>
        one.Keystore.PutAsync($"/delegations/{token}/reencrypt", new JsonObject { ["encrypted_kek"] = TestCryppo.Aes("kek") });

    /// <summary>All of it.</summary>
    public static async Task<SetUp> DelegateAsync(TestUser owner, TestUser one, string role = "reader")
    {
        var made = await ConnectAsync(owner, one, role);
        (await ClaimAsync(one, made.Token)).Should(200);
        (await ShareAsync(owner, one, made.Token)).Should(200);
        (await ReencryptAsync(one, made.Token)).Should(204);
        return made;
    }

    /// <summary>The keystore's record as a user sees it.</summary>
    public static Task<TestAnswer> RecordAsync(TestUser user, string token) => user.Keystore.GetAsync($"/delegations/{token}");

    /// <summary>A text signed with the private key of that user.</summary>
    public static string Sign(TestUser one, string text)
    {
        var number = Enumerable.Range(1, TestKeys.Count).Single(which => TestPublicKeys.Pem(which) == one.PublicKey);
        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(number));
        return pair.Sign(Encoding.UTF8.GetBytes(text)).ToString();
    }

    public static string Id(JsonNode node) => node["id"]!.GetValue<string>();

    /// <summary>The tasks of one work type that are listed for a user.</summary>
    public static async Task<IReadOnlyList<JsonNode>> TasksAsync(TestUser user, string workType, string query = "") =>
        await Story.TasksAsync(user, $"?work_type={workType}{query}");
}
