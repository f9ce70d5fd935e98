using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

/// <summary>Every request has an id, by which its line in the log is found; and nothing that a caller sends is in the log.</summary>
public sealed partial class RequestIdTests : IAsyncLifetime
{
    private readonly MeecoServer _beside = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _beside.Clock.Advance(TimeProvider.System.GetUtcNow() - _beside.Clock.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _beside.DisposeAsync();

    [Fact]
    public async Task Every_answer_names_its_request_and_takes_the_callers_trace_where_he_has_one()
    {
        await using var server = new MeecoServer();
        var client = server.Anonymous.Client;

        var ids = new List<string>();
        foreach (var path in new[] { "/health/live", "/vault/items", "/nothing/here" })
        {
            using var answer = await client.GetAsync(path, Cancel);
            ids.Add(answer.Headers.GetValues(WireHeaders.RequestId).Single());
        }

        ids.Should().OnlyHaveUniqueItems().And.AllSatisfy(id => TraceId().IsMatch(id).Should().BeTrue(id));
        using var traced = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        traced.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answered = await client.SendAsync(traced, Cancel);
        answered.Headers.GetValues(WireHeaders.RequestId).Should().Equal("0af7651916cd43dd8448eb211c80319c");
    }

    [Fact]
    public async Task What_fails_on_the_server_is_found_in_its_log_by_the_id_that_the_caller_was_given()
    {
        var user = await _beside.NewUserAsync();
        await using var server = await ServerProcess.StartAsync(_beside, "--parent-stdin", "--Meeco:LogFormat", "Json");
        await using (var scope = _beside.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<MeecoDb>().Database
                .ExecuteSqlRawAsync("ALTER TABLE \"DataEncryptionKeys\" RENAME TO \"Elsewhere\"", Cancel);
        }

        var answer = await server.As(user.Keystore).PostAsync(
            "/data_encryption_keys",
            new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("x") });

        var id = answer.ShouldRefuse(500, "internal_error")["errors"]![0]!["extra_info"]!["request_id"]!.GetValue<string>();
        await server.SignalAsync("TERM");
        await server.EndedAsync();
        var lines = server.Log.Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        lines.Should().Contain(line => line["LogLevel"]!.GetValue<string>() == "Error"
            && line["Exception"] != null
            && line["Scopes"]!.ToJsonString().Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task No_token_no_ciphertext_and_no_body_is_in_a_log_that_tells_everything(string format)
    {
        var user = await _beside.NewUserAsync();
        await using var server = await ServerProcess.StartAsync(
            _beside, "--parent-stdin", "--Meeco:LogFormat", format, "--Logging:LogLevel:Default", "Trace");
        var vault = server.As(user.Vault);
        var secrets = new List<string> { user.VaultToken, user.KeystoreToken };
        void Send(string secret) => secrets.Add(secret);

        Send(TestCryppo.Aes("a value"));
        Send("LabelOfTheItem");
        (await vault.PostAsync("/items", new JsonObject
        {
            ["template_name"] = "custom",
            ["item"] = new JsonObject
            {
                ["label"] = "LabelOfTheItem",
                ["slots_attributes"] = new JsonArray(new JsonObject { ["label"] = "code", ["encrypted_value"] = TestCryppo.Aes("a value") }),
            },
        })).Should(200);
        Send(TestCryppo.Aes("a key"));
        (await server.As(user.Keystore).PostAsync(
            "/data_encryption_keys",
            new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("a key") })).Should(200);
        Send("TheTokenOfAnInvitation");
        await vault.GetAsync("/invitations/TheTokenOfAnInvitation");
        Send("WhatIsSearchedFor");
        await vault.GetAsync("/items?name=WhatIsSearchedFor");
        await vault.GetAsync("/nothing/TheTokenOfAnInvitation?q=WhatIsSearchedFor");
        Send("NoTokenOfOurs");
        await (vault with { Token = "NoTokenOfOurs" }).GetAsync("/items");
        Send("ABodyThatIsNoJson");
        (await vault.SendAsync(HttpMethod.Post, "/items", "{\"ABodyThatIsNoJson")).Should(400);
        var srp = new TestSrp(server.Anonymous, "UserWhoRegisters");
        (await srp.RegisterAsync()).Should(200);
        var session = (await srp.LogInAsync()).Should(200);
        Send(session["session"]!["session_authentication_string"]!.GetValue<string>());

        await server.SignalAsync("TERM");
        await server.EndedAsync();
        server.Log.Should().Contain("INSERT INTO").And.Contain("TraceId").And.Contain("/vault/items");
        foreach (var secret in secrets)
        {
            server.Log.Should().NotContain(secret);
        }
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();
}
