using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

public sealed class HealthTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task Ready_names_what_was_looked_at(string path)
    {
        var answer = (await server.Anonymous.GetAsync(path)).Should(200);

        answer["status"]!.GetValue<string>().Should().Be("ok");
        answer["checks"]!.AsObject().Select(check => (check.Key, check.Value!.GetValue<string>())).Should().BeEquivalentTo(
            [("database", "ok"), ("migrations", "ok"), ("blob_store", "ok"), ("taking_requests", "ok")]);
    }

    [Fact]
    public async Task Live_says_that_the_program_runs_whatever_the_database_does()
    {
        await using var own = new MeecoServer();
        await ExecuteAsync(own, "ALTER TABLE \"ServerSecrets\" RENAME TO \"Elsewhere\"");

        (await own.Anonymous.GetAsync("/health/live")).Should(200).Text.Should().Be("{\"status\":\"ok\"}");
        await ShouldLackAsync(own, "database");
    }

    [Fact]
    public async Task A_database_that_waits_for_a_migration_is_not_ready()
    {
        await using var own = new MeecoServer();
        await ExecuteAsync(own, "DELETE FROM \"__EFMigrationsHistory\"");

        await ShouldLackAsync(own, "migrations");
    }

    [Fact]
    public async Task A_store_that_takes_no_files_is_not_ready()
    {
        await using var own = new MeecoServer();
        var blobs = Path.Combine(own.Folder, "blobs");
        if (Directory.Exists(blobs))
        {
            Directory.Delete(blobs, recursive: true);
        }

        await File.WriteAllTextAsync(blobs, "", TestContext.Current.CancellationToken);

        await ShouldLackAsync(own, "blob_store");
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_the_wires_error_body()
    {
        (await server.Anonymous.GetAsync("/vault/nothing_here")).ShouldRefuse(404, "not_found");
    }

    private static async Task ShouldLackAsync(MeecoServer own, string missing)
    {
        var answer = (await own.Anonymous.GetAsync("/health/ready")).Should(503);

        answer["status"]!.GetValue<string>().Should().Be("unavailable");
        answer["checks"]!.AsObject().Where(check => check.Value!.GetValue<string>() != "ok").Select(check => check.Key)
            .Should().Equal(missing);
        answer.Text.Should().NotContain(own.Folder).And.NotContain("SQL").And.NotContain("Secrets");
    }

    private static async Task ExecuteAsync(MeecoServer own, string sql)
    {
        await using var scope = own.Scope();
        await scope.ServiceProvider.GetRequiredService<MeecoDb>().Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
