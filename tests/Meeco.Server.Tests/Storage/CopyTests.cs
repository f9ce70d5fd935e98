using System.Diagnostics;
using Meeco.Server.Hosting;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Sharing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Storage;

/// <summary>An installation moves from one database to another with all that it knows.</summary>
public sealed class CopyTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-copy-tests-").FullName;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_installation_moves_to_another_database_and_back_and_everybody_goes_on()
    {
        await using var server = new MeecoServer();
        var story = new Story(server);
        var people = await story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        await Story.ShareAsync(people[0], item, people[1]);
        await Story.UpdateAsync(people[0], item);
        var seen = (await people[1].Vault.GetAsync("/items")).Should(200).Text;
        var last = await LastKeyAsync(server);

        var there = $"Data Source={Path.Combine(_folder, "there.db")}";
        await using var back = TestDatabases.MakeNone(_folder);
        var copied = await CopyAsync(Address(server), there);
        var again = await CopyAsync(there, back.ConnectionString ?? $"Data Source={Path.Combine(_folder, DatabaseAddress.FileName)}");

        copied.Should().Match<Answer>(answer => answer.ExitCode == 0 && answer.Output.Contains("All rows are the same."));
        copied.Output.Should().Contain("Shares: 1 rows copied.");
        again.ExitCode.Should().Be(0, again.Errors);
        await using var moved = MeecoServer.On(_folder, back);
        (await (moved.Anonymous with { Root = "/vault", Token = people[1].VaultToken }).GetAsync("/items")).Should(200).Text.Should().Be(seen);
        (await Story.TasksAsync(people[0] with { Vault = moved.Anonymous with { Root = "/vault", Token = people[0].VaultToken } }, "?state=todo"))
            .Should().ContainSingle();
        (await moved.NewUserAsync()).Key.Should().Be(last + 1, "keys that were given once are in ids, and never come again");
    }

    [Fact]
    public async Task A_copy_that_is_killed_half_way_goes_on_and_no_server_starts_before_its_end()
    {
        await using var server = new MeecoServer();
        var people = await new Story(server).UsersInAChainAsync(2);
        await Story.ShareAsync(people[0], await Story.ItemAsync(people[0], "plate"), people[1]);
        await using var database = TestDatabases.OnPostgres ? TestDatabases.MakeNone(_folder) : null;
        var to = database?.ConnectionString ?? $"Data Source={Path.Combine(_folder, "there.db")}";

        await KillHalfWayAsync(Address(server), to);
        var early = await RunAsync("organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", to);
        var other = await CopyAsync(await AnotherAsync(), to);
        var resumed = await CopyAsync(Address(server), to);
        var late = await RunAsync("organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", to);

        early.ExitCode.Should().Be(1);
        early.Errors.Should().Contain("was not finished");
        other.ExitCode.Should().Be(1);
        other.Errors.Should().Contain("another database");
        resumed.ExitCode.Should().Be(0, resumed.Errors);
        resumed.Output.Should().Contain("All rows are the same.");
        late.ExitCode.Should().Be(0, late.Errors);
    }

    [Fact]
    public async Task A_row_that_was_changed_between_two_runs_is_found_and_the_copy_is_not_for_use()
    {
        await using var server = new MeecoServer();
        await server.NewUserAsync();
        var to = $"Data Source={Path.Combine(_folder, "there.db")}";
        await KillHalfWayAsync(Address(server), to);
        await using (var scope = server.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<MeecoDb>().Database.ExecuteSqlRawAsync(
                "UPDATE \"ItemTemplates\" SET \"Label\" = 'changed' WHERE \"Name\" = 'vehicle'; UPDATE \"KeystoreUsers\" SET \"SrpSalt\" = 'changed'",
                TestContext.Current.CancellationToken);
        }

        var resumed = await CopyAsync(Address(server), to);

        resumed.ExitCode.Should().Be(1);
        resumed.Errors.Should().Contain("is not the same in both");
        (await RunAsync("organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", to)).Errors.Should().Contain("was not finished");
    }

    [Fact]
    public async Task A_database_with_rows_is_not_copied_into()
    {
        await using var server = new MeecoServer();
        var other = await AnotherAsync();

        var answer = await CopyAsync(Address(server), other);

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain("Choose an empty database");
    }

    [Theory]
    [InlineData("Data Source=/nowhere/at-all.db", "Data Source=new.db", "There is no database")]
    [InlineData("postgres://meeco:hunter2@db/vault", "Data Source=new.db", "A connection string begins with")]
    [InlineData("Data Source=new.db", "Data Source=new.db", "onto itself")]
    public async Task What_cannot_be_copied_is_said(string from, string to, string message)
    {
        var answer = await CopyAsync(from, to);

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain(message).And.NotContain("hunter2");
    }

    private static string Address(MeecoServer server) => server.Database.ConnectionString;

    // A database of another installation, in a file.
    private async Task<string> AnotherAsync()
    {
        var connection = $"Data Source={Path.Combine(_folder, "another.db")}";
        (await RunAsync("migrate", "--data", _folder, "--ConnectionStrings:Meeco", connection)).ExitCode.Should().Be(0);
        (await RunAsync("organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", connection)).ExitCode.Should().Be(0);
        return connection;
    }

    private static async Task<long> LastKeyAsync(MeecoServer server)
    {
        // The last of the users is removed, and its key must not be given again.
        var user = await server.NewUserAsync();
        await using var scope = server.Scope();
        await scope.ServiceProvider.GetRequiredService<MeecoDb>().VaultUsers
            .Where(one => one.Key == user.Key)
            .ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        return user.Key;
    }

    private async Task KillHalfWayAsync(string from, string to)
    {
        (await RunAsync("migrate", "--data", _folder, "--ConnectionStrings:Meeco", to)).ExitCode.Should().Be(0);
        await using (await StopSessionsAsync(to))
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            foreach (var argument in new[] { typeof(Program).Assembly.Location, "copy", "--from", from, "--to", to })
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                line.Should().EndWith("rows copied.");
            }
            while (!line!.StartsWith("VaultUsers:", StringComparison.Ordinal));

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    // Whoever would store sessions waits for ever.
    private static async Task<IAsyncDisposable> StopSessionsAsync(string to)
    {
        var db = DatabaseAddress.Parse(to).Open();
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER stop BEFORE INSERT ON "VaultSessions" BEGIN
                    SELECT RAISE(ABORT, 'never') WHERE (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n) < 0;
                END
                """,
                TestContext.Current.CancellationToken);
            return new Undo(async () =>
            {
                await db.Database.ExecuteSqlRawAsync("DROP TRIGGER stop", TestContext.Current.CancellationToken);
                await db.DisposeAsync();
            });
        }

        var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("LOCK TABLE \"VaultSessions\" IN EXCLUSIVE MODE", TestContext.Current.CancellationToken);
        return new Undo(async () =>
        {
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            await db.DisposeAsync();
        });
    }

    private static Task<Answer> CopyAsync(string from, string to) => RunAsync("copy", "--from", from, "--to", to);

    private static async Task<Answer> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return new Answer(await CommandLine.RunAsync(arguments, output, errors), output.ToString(), errors.ToString());
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }

    private sealed record Answer(int ExitCode, string Output, string Errors);
}
