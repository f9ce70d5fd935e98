using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Http;

public sealed class HealthTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task Health_is_ok_while_the_database_can_be_reached()
    {
        var answer = await server.Anonymous.GetAsync("/health");

        answer.Should(200)["status"]!.GetValue<string>().Should().Be("ok");
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_the_wires_error_body()
    {
        (await server.Anonymous.GetAsync("/vault/nothing_here")).ShouldRefuse(404, "not_found");
    }
}
