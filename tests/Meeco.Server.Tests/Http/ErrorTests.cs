using System.Text.Json.Nodes;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Http;

public sealed class ErrorTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Theory]
    [InlineData("{", "$")]
    [InlineData("{\"item\":{\"label\":12}}", "$.item.label")]
    [InlineData("{\"item\":{\"slots_attributes\":[{\"ordinal\":\"x\"}]}}", "$.ordinal")]
    [InlineData("{\"item\":{\"slots_attributes\":[null]}}", "$.item.slots_attributes")]
    [InlineData("{\"template_name\":\"\\ud800\"}", "$.template_name")]
    public async Task Malformed_JSON_is_400_and_names_the_place_and_nothing_of_the_program(string body, string place)
    {
        var user = await server.NewUserAsync();

        var answer = (await user.Vault.SendAsync(HttpMethod.Post, "/items", body)).ShouldRefuse(400, "bad_request");

        answer["errors"]![0]!["extra_info"]!["field"]!.GetValue<string>().Should().Be(place);
        answer.Text.Should().NotContain("Meeco.").And.NotContain("System.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_body_that_is_missing_is_400(string body)
    {
        var user = await server.NewUserAsync();

        (await user.Vault.SendAsync(HttpMethod.Post, "/items", body)).ShouldRefuse(400, "bad_request");
    }

    [Fact]
    public async Task Nesting_without_end_is_400()
    {
        var user = await server.NewUserAsync();
        var body = string.Concat(Enumerable.Repeat("{\"item\":", 5000));

        (await user.Vault.SendAsync(HttpMethod.Post, "/items", body)).ShouldRefuse(400, "bad_request");
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_have_is_405_with_the_error_body()
    {
        (await server.Anonymous.DeleteAsync("/vault/version")).ShouldRefuse(405, "method_not_allowed");
    }

    [Fact]
    public async Task An_unforeseen_failure_is_500_and_tells_nothing()
    {
        await using var own = new MeecoServer();
        var user = await own.NewUserAsync();
        await using (var scope = own.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<MeecoDb>().Database
                .ExecuteSqlRawAsync("ALTER TABLE \"DataEncryptionKeys\" RENAME TO \"Elsewhere\"", TestContext.Current.CancellationToken);
        }

        var answer = await user.Keystore.PostAsync(
            "/data_encryption_keys",
            new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("x") });

        answer.ShouldRefuse(500, "internal_error").Text.Should().NotContain("DataEncryptionKeys").And.NotContain("SQLite");
    }

    [Fact]
    public async Task A_stranger_is_told_401_before_his_body_is_read()
    {
        (await server.Anonymous.SendAsync(HttpMethod.Post, "/vault/items", "{ malformed")).ShouldRefuse(401, "unauthorized");
    }
}
