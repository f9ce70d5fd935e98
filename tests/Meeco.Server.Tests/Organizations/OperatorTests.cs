using System.Text.Json.Nodes;
using Meeco.Server.Hosting;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Organizations;

/// <summary>The operator's command line, beside a server that runs on the same database.</summary>
public sealed class OperatorTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly OrganizationStory _story = new(server);

    [Fact, Rule("64")]
    public async Task Organizations_are_listed_and_validated_while_the_server_runs()
    {
        var alice = await _story.UserAsync();
        var id = await OrganizationStory.RequestAsync(alice, "Waiting\u001b[2J Inc.");

        var listed = await RunAsync("organizations", "list", "--requested");
        var validated = await RunAsync("organizations", "validate", id);
        var again = await RunAsync("organizations", "validate", id, "--json");

        listed.Output.Should().Contain($"{id}\trequested\tWaiting [2J Inc.\tadmin@superdata.example.com\thttps://superdata.example.com");
        validated.Should().Be(new Answer(0, $"Waiting [2J Inc. ({id}) is validated.{Environment.NewLine}", ""));
        again.ExitCode.Should().Be(0);
        JsonNode.Parse(again.Output)!["status"]!.GetValue<string>().Should().Be("validated");
        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"));
        (await RunAsync("organizations", "list", "--requested")).Output.Should().NotContain(id);
        (await RunAsync("organizations", "list")).Output.Should().Contain($"{id}\tvalidated");
    }

    [Fact, Rule("67")]
    public async Task Services_are_listed_validated_and_rejected_while_the_server_runs()
    {
        var alice = await _story.UserAsync();
        var organization = await _story.FoundAsync(alice);
        var good = await OrganizationStory.RequestServiceAsync(alice, organization, "Good");
        var bad = await OrganizationStory.RequestServiceAsync(alice, organization, "Bad");

        (await RunAsync("services", "list", "--requested")).Output.Should().Contain($"{good}\trequested\tGood\tSuperData Inc.");
        (await RunAsync("services", "validate", good)).Output.Should().Contain("is validated");
        (await RunAsync("services", "reject", bad)).Output.Should().Contain("is rejected");
        var said = JsonNode.Parse((await RunAsync("services", "reject", bad, "--json")).Output)!;
        said["id"]!.GetValue<string>().Should().Be(bad);
        said["organization"]!.GetValue<string>().Should().Be("SuperData Inc.");

        (await alice.Vault.GetAsync($"/organizations/{organization}/services/{good}"))["service"]!["status"]!.GetValue<string>().Should().Be("validated");
        (await alice.Vault.GetAsync($"/organizations/{organization}/services/{bad}"))["service"]!["status"]!.GetValue<string>().Should().Be("rejected");
        (await RunAsync("services", "list")).Output.Should().Contain($"{bad}\trejected");
    }

    [Theory]
    [InlineData("organizations", "validate", "There is no such organization.")]
    [InlineData("organizations", "reject", "There is no such organization.")]
    [InlineData("services", "validate", "There is no such service.")]
    [InlineData("services", "reject", "There is no such service.")]
    public async Task An_unknown_id_fails_and_says_so(string what, string decision, string message)
    {
        var answer = await RunAsync(what, decision, "cc656956-6fb3-4bd1-a906-81c85dd6cb7e");

        answer.Should().Be(new Answer(1, "", message + Environment.NewLine));
    }

    [Fact]
    public async Task What_is_validated_is_not_rejected()
    {
        var id = await _story.FoundAsync(await _story.UserAsync());

        var answer = await RunAsync("organizations", "reject", id);

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain("validated");
    }

    [Fact]
    public async Task A_folder_without_a_database_is_named_and_stays_as_it_was()
    {
        var folder = Path.Combine(server.Folder, "mistyped");

        var answer = await RunIn(["--data", folder], "organizations", "list");

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain(folder);
        Directory.Exists(folder).Should().BeFalse();
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("organizations", "validate")]
    [InlineData("organizations", "crown", "x")]
    public async Task A_command_that_is_none_fails(params string[] arguments)
    {
        var answer = await RunAsync(arguments);

        answer.ExitCode.Should().NotBe(0);
        answer.Errors.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(true, "organizations", "list")]
    [InlineData(true, "--data", "folder", "services", "list")]
    [InlineData(true, "--help")]
    [InlineData(false, "--urls", "http://127.0.0.1:0", "--data", "folder", "--Meeco:PageSize", "5", "--parent-stdin")]
    [InlineData(false)]
    public void What_starts_the_server_is_no_command(bool isCommand, params string[] arguments) =>
        CommandLine.IsMeantBy(arguments).Should().Be(isCommand);

    private Task<Answer> RunAsync(params string[] arguments) => RunIn(server.Arguments, arguments);

    private static async Task<Answer> RunIn(string[] storage, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CommandLine.RunAsync([.. arguments, .. storage], output, errors);
        return new Answer(code, output.ToString(), errors.ToString());
    }

    private sealed record Answer(int ExitCode, string Output, string Errors);
}
