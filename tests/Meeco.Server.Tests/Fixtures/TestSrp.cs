using System.Text.Json.Nodes;
using Meeco.Cryptography;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>Registers and logs in with the real protocol; the password is any bytes, for its derivation is the client's affair.</summary>
public sealed class TestSrp(TestCaller anonymous, string username)
{
    private static readonly byte[] Password = [1, 2, 3, 4, 5, 6, 7, 8];

    public string Username { get; } = username;

    public Task<TestAnswer> RegisterAsync()
    {
        var verifier = SrpVerifier.Create(Username, Password);
        return anonymous.PostAsync("/keystore/srp/users", new JsonObject
        {
            ["username"] = Username,
            ["srp_salt"] = verifier.Salt,
            ["srp_verifier"] = verifier.Verifier,
        });
    }

    public Task<TestAnswer> ChallengeAsync(SrpClient client) =>
        anonymous.PostAsync("/keystore/srp/challenges", new JsonObject { ["username"] = Username, ["srp_a"] = client.PublicValue });

    /// <summary>The second request, with the right proof or with one of another password.</summary>
    public Task<TestAnswer> ProveAsync(SrpClient client, TestAnswer challenge, bool right = true, double? validFor = null)
    {
        var proof = client.ComputeProof(
            challenge["challenge"]!["challenge_salt"]!.GetValue<string>(),
            challenge["challenge"]!["challenge_b"]!.GetValue<string>(),
            right ? Password : [9, 9, 9]);
        return ProveAsync(client, proof, validFor);
    }

    public Task<TestAnswer> ProveAsync(SrpClient client, string proof, double? validFor = null)
    {
        var body = new JsonObject { ["username"] = Username, ["srp_a"] = client.PublicValue, ["srp_m"] = proof };
        if (validFor is not null)
        {
            body["valid_for"] = validFor;
        }

        return anonymous.PostAsync("/keystore/srp/session", body);
    }

    /// <summary>Both requests.</summary>
    public async Task<TestAnswer> LogInAsync(bool right = true, double? validFor = null)
    {
        var client = new SrpClient(Username);
        return await ProveAsync(client, (await ChallengeAsync(client)).Should(200), right, validFor);
    }
}
