using System.Net;
using System.Net.Sockets;
using Meeco.Server.Hosting;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Microsoft.Data.Sqlite;

namespace Meeco.Server.Tests.Storage;

/// <summary>How a database comes to be what this program needs.</summary>
public sealed class MigrationTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-migration-tests-").FullName;

    public ValueTask DisposeAsync()
    {
        TestDatabases.Release(_folder);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Programs_that_migrate_a_new_database_at_once_all_succeed()
    {
        await using var database = TestDatabases.MakeNone(_folder);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(database))));

        answers.Should().OnlyContain(answer => answer.ExitCode == 0 && answer.Output.Contains("This program can use"));
        (await MigrateAsync(database)).Output.Should().NotContain("Applied");
    }

    [Fact]
    public async Task A_lock_that_a_killed_migration_left_behind_keeps_nobody_from_the_next()
    {
        Assert.SkipWhen(TestDatabases.OnPostgres, "There the lock goes with the connection.");
        await using (var connection = new SqliteConnection(DatabaseAddress.InFolder(_folder).ConnectionString))
        {
            // As EF writes it.
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-26 12:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var database = TestDatabases.MakeNone(_folder);

        var answer = await MigrateAsync(database).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        answer.Output.Should().Contain("This program can use");
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_a_new_database_make_its_keys_and_templates_once()
    {
        await using var database = TestDatabases.Make(_folder);

        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => MeecoServer.On(_folder, database))));

        var user = await servers[0].NewUserAsync();
        foreach (var server in servers)
        {
            var caller = server.Anonymous with { Root = "/vault", Token = user.VaultToken };
            (await caller.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(user.Id);
            (await caller.GetAsync("/item_templates"))["item_templates"]!.AsArray()
                .Select(template => template!["name"]!.GetValue<string>()).Should().OnlyHaveUniqueItems().And.NotBeEmpty();
        }

        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_does_not_start_on_PostgreSQL_before_it_is_migrated_and_names_the_command(bool exists)
    {
        TestDatabases.RequirePostgres();
        await using var database = exists ? TestDatabases.MakeEmpty() : TestDatabases.MakeNone(_folder);

        var answer = await RunAsync("organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", database.ConnectionString!);

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain("at this program's version").And.Contain("Meeco.Server.dll migrate");
    }

    [Fact]
    public async Task A_server_of_PostgreSQL_that_does_not_answer_is_named_without_the_password()
    {
        var answer = await RunAsync(
            "organizations", "list", "--data", _folder, "--ConnectionStrings:Meeco", "Host=127.0.0.1;Port=1;Username=meeco;Password=hunter2");

        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().Contain("127.0.0.1").And.NotContain("hunter2");
    }

    [Fact]
    public async Task Why_a_server_of_PostgreSQL_cannot_be_talked_to_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var hangingUp = HangUpAfterTlsWasAgreedAsync();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var answer = await RunAsync(
            "migrate", "--data", _folder, "--ConnectionStrings:Meeco", $"Host=127.0.0.1;Port={port};Username=meeco;SSL Mode=Require");

        await end.CancelAsync();
        await hangingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        answer.ExitCode.Should().Be(1);
        answer.Errors.Should().MatchRegex(@"SSL handshake \(.+\)");

        async Task HangUpAfterTlsWasAgreedAsync()
        {
            var asked = new byte[8];
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await client.GetStream().ReadExactlyAsync(asked, end.Token);
                await client.GetStream().WriteAsync("S"u8.ToArray(), end.Token);
            }
        }
    }

    private Task<Answer> MigrateAsync(TestDatabase database) => RunAsync(["migrate", "--data", _folder, .. database.Arguments]);

    private static async Task<Answer> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return new Answer(await CommandLine.RunAsync(arguments, output, errors), output.ToString(), errors.ToString());
    }

    private sealed record Answer(int ExitCode, string Output, string Errors);
}
