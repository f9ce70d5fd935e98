using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Storage;

public sealed class StorageTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task The_migrations_bring_the_database_to_the_model()
    {
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();

        db.Database.HasPendingModelChanges().Should().BeFalse();
        (await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_of_SQLite_is_in_WAL_mode_and_checks_references()
    {
        Assert.SkipWhen(TestDatabases.OnPostgres, "This is about SQLite.");
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();

        (await PragmaAsync(db, "journal_mode")).Should().Be("wal");
        (await PragmaAsync(db, "foreign_keys")).Should().Be("1");
    }

    [Fact]
    [Rule("ids")]
    public async Task Ids_tokens_and_data_outlive_a_restart()
    {
        await using var own = new MeecoServer();
        var user = await own.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "lasting", Drawer.Slot("a", "1"));
        await own.RestartAsync();

        var again = await (own.Anonymous with { Root = "/vault", Token = user.VaultToken }).GetAsync(item.Path());

        again.Should(200).Text.Should().Be(item.Text);
    }

    [Fact]
    [Rule("ids")]
    public async Task Another_server_knows_none_of_the_ids()
    {
        await using var own = new MeecoServer();
        var here = await Drawer.MakeAsync(await server.NewUserAsync(), "here");
        var there = await own.NewUserAsync();
        await Drawer.MakeAsync(there, "there");

        (await there.Vault.GetAsync(here.Path())).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task Writers_at_once_wait_for_each_other_and_all_succeed()
    {
        var user = await server.NewUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Drawer.MakeAsync(user, $"item {number}")));

        answers.Select(answer => answer.Id()).Should().OnlyHaveUniqueItems();
        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().HaveCount(12);
    }

    [Fact]
    public async Task Of_registrations_of_one_name_at_once_one_succeeds()
    {
        var srp = new TestSrp(server.Anonymous, Guid.NewGuid().ToString("N"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => srp.RegisterAsync()));

        answers.Count(answer => answer.Status == 200).Should().Be(1);
        answers.Where(answer => answer.Status != 200).Should().OnlyContain(answer => answer.Error == "username_taken");
    }

    [Fact]
    public async Task Changes_of_one_item_at_once_are_all_counted()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "busy", Drawer.Slot("a", "1"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
            (await user.Vault.PutAsync(item.Path(), Drawer.Change(Drawer.Slot($"slot_{number}", "1")))).Should(200)));

        var read = await user.Vault.GetAsync(item.Path());
        read.Version().Should().Be(9);
        read.SlotNames().Should().HaveCount(9);
    }

    private static async Task<string> PragmaAsync(MeecoDb db, string name)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!.ToString()!;
    }
}
