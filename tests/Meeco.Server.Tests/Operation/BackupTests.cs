using System.Text.Json.Nodes;
using Meeco.Server.Tests.Attachments;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Operation;

/// <summary>A back-up that is made while the server works, and a server that goes on from it.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_back_up_under_load_is_restored_and_the_story_goes_on()
    {
        Assert.SkipWhen(TestDatabases.OnPostgres, "PostgreSQL is backed up with pg_dump.");
        await using var server = new MeecoServer();
        server.Clock.Advance(TimeProvider.System.GetUtcNow() - server.Clock.GetUtcNow());
        var story = new Story(server);
        var (alice, bob) = (await story.UserAsync(), await story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        var (item, attachment) = await Files.ItemAsync(alice, Files.Bytes(2500));
        var share = await Story.ShareAsync(alice, item, bob);
        var target = Path.Combine(server.Folder, "backup");
        using var stop = new CancellationTokenSource();
        var working = new[] { WorkAsync(alice, 1, stop.Token), WorkAsync(bob, 2, stop.Token) };

        var (code, _, errors) = await ServerProcess.CommandAsync("backup", "--to", target, "--data", server.Folder);

        await stop.CancelAsync();
        var made = (await Task.WhenAll(working)).Sum();
        code.Should().Be(0, errors);
        made.Should().BePositive();
        (await ServerProcess.CommandAsync("backup", "--to", target, "--data", server.Folder)).Errors.Should().Contain("is not empty");

        // Another place, as after the first machine was lost.
        await using var restored = await ServerProcess.StartAsync(["--data", target, "--parent-stdin"]);
        await ShouldGoOnAsync(At(restored, alice), At(restored, bob), item, attachment, share);
    }

    [Fact]
    public async Task A_dump_of_PostgreSQL_under_load_is_restored_and_the_story_goes_on()
    {
        TestDatabases.RequirePostgres();
        var tools = PostgresTools.Require();
        var folder = Directory.CreateTempSubdirectory("meeco-dump-").FullName;
        await using var database = TestDatabases.Make(folder);
        await using var other = TestDatabases.MakeEmpty();
        await using var server = MeecoServer.On(folder, database);
        server.Clock.Advance(TimeProvider.System.GetUtcNow() - server.Clock.GetUtcNow());
        var story = new Story(server);
        var (alice, bob) = (await story.UserAsync(), await story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        var (item, attachment) = await Files.ItemAsync(alice, Files.Bytes(2500));
        var share = await Story.ShareAsync(alice, item, bob);
        var target = Directory.CreateDirectory(Path.Combine(folder, "backup")).FullName;
        using var stop = new CancellationTokenSource();
        var working = new[] { WorkAsync(alice, 1, stop.Token, deletes: false), WorkAsync(bob, 2, stop.Token, deletes: false) };

        // As the guide says: the database first, then the files.
        await tools.DumpAsync(database, Path.Combine(target, "meeco.dump"));
        Copy(Path.Combine(folder, "blobs"), Path.Combine(target, "blobs"));

        await stop.CancelAsync();
        (await Task.WhenAll(working)).Sum().Should().BePositive();
        await tools.RestoreAsync(Path.Combine(target, "meeco.dump"), other);
        await using (var restored = await ServerProcess.StartAsync(["--data", target, .. other.Arguments, "--parent-stdin"]))
        {
            await ShouldGoOnAsync(At(restored, alice), At(restored, bob), item, attachment, share);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task ShouldGoOnAsync(TestUser alice, TestUser bob, TestItem item, JsonNode attachment, string share)
    {
        (await ShouldHaveEveryFileAsync(alice)).Should().BePositive();
        await ShouldHaveEveryFileAsync(bob);
        (await Files.FetchAsync(alice, PathOf(attachment.MainUrl()), alice.VaultToken)).Bytes.Should().Equal(Files.Bytes(2500));
        var changed = await Story.UpdateAsync(alice, item);
        (await alice.Vault.GetAsync("/client_task_queue?state=todo")).Should(200)["client_tasks"]!.AsArray().Should().ContainSingle();
        await Story.UploadAsync(alice, changed);
        (await Story.CopyAsync(bob, share)).Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v2 for {share}"));
    }

    // Items come and go with their files, as fast as they can.
    private static async Task<int> WorkAsync(TestUser user, int seed, CancellationToken stop, bool deletes = true)
    {
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            var (item, _) = await Files.ItemAsync(user, Files.Bytes(2500, seed + count));
            count++;
            if (deletes && count % 2 == 0)
            {
                (await user.Vault.DeleteAsync($"/items/{item.Id}")).Should(204);
            }
        }

        return count;
    }

    /// <returns>How many there are.</returns>
    private static async Task<int> ShouldHaveEveryFileAsync(TestUser user)
    {
        var items = (await user.Vault.GetAsync("/items?own=true&per_page=1000")).Should(200);
        foreach (var listed in items["attachments"]!.AsArray())
        {
            var file = (await user.Vault.GetAsync($"/direct/attachments/{listed!.Id()}")).Should(200)["attachment"]!;
            var fetched = await Files.FetchAsync(user, PathOf(file.MainUrl()), user.VaultToken);
            fetched.Status.Should().Be(200);
            fetched.Bytes.Should().HaveCount(2500);
        }

        return items["attachments"]!.AsArray().Count;
    }

    // What a file's folder holds is complete once it has its name; what arrives meanwhile is in no row of the dump.
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                // As cp does it: a file that is being written is no error.
                using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var target = new FileStream(copy, FileMode.CreateNew);
                source.CopyTo(target);
            }
            catch (Exception moved) when (moved is FileNotFoundException or DirectoryNotFoundException)
            {
                // An upload that went on.
            }
        }
    }

    private static TestUser At(ServerProcess server, TestUser user) => user with { Vault = server.As(user.Vault) };

    private static string PathOf(string url) => new Uri(url).PathAndQuery;
}
