using Amazon.Runtime;
using Amazon.S3;
using Meeco.Server.Attachments;
using Meeco.Server.Http;
using Meeco.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Tests.Attachments;

public sealed class BlobStoreTests
{
    private const long NoRow = 0x7A11;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_holds_the_files_of_another_database_is_left_alone()
    {
        await using var server = new MeecoServer();
        await using var scope = server.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IBlobStore>();

        await store.Awaiting(claimed => claimed.ClaimAsync(new string('0', 64), Cancel))
            .Should().ThrowAsync<ForeignBlobStoreException>().WithMessage("*belong to another database*");

        await store.CheckAsync(Cancel);
        await server.RestartAsync();
    }

    [Fact]
    public async Task Bytes_that_no_row_speaks_of_are_removed_at_the_start_and_all_others_stay()
    {
        await using var server = new MeecoServer();
        var user = await server.NewUserAsync();
        await Files.ItemAsync(user);
        var half = await Files.OpenAsync(user, "half.png", 2000);
        (await Files.PutBlockAsync(user, half.Url(), Files.BlockId(0), Files.Bytes(1000))).Should(201);
        var before = await Files.StoredAsync(server);
        await using (var scope = server.Scope())
        {
            var store = scope.ServiceProvider.GetRequiredService<IBlobStore>();
            await StageAndKeepAsync(store, NoRow);
            await StageAsync(store, NoRow + 1);
        }

        await server.RestartAsync();

        while ((await Files.StoredAsync(server)).Count > before.Count)
        {
            await Task.Delay(10, Cancel);
        }

        (await Files.StoredAsync(server)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_place_that_is_opened_is_empty_whatever_was_there_before()
    {
        await using var place = new TestBlobStore();
        await StageAndKeepAsync(place.Store, NoRow);

        await place.Store.OpenAsync(NoRow, Cancel);

        (await place.StoredAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_block_that_comes_after_its_file_was_completed_changes_nothing_in_it()
    {
        await using var place = new TestBlobStore();
        var blocks = await StageAndKeepAsync(place.Store, NoRow);

        // As the last of a block that was on its way when the list was sent: a store takes it or refuses it.
        try
        {
            await place.Store.StageAsync(NoRow, "late", new MemoryStream([9, 9]), 8, Cancel);
            await place.Store.StageAsync(NoRow, "first", new MemoryStream([9, 9]), 8, Cancel);
        }
        catch (RefusedException refusal)
        {
            refusal.Status.Should().Be(409);
        }

        await place.Store.TidyAsync(NoRow, blocks, Cancel);
        await using var read = place.Store.OpenRead(NoRow, blocks);
        var bytes = new byte[4];
        await read.ReadExactlyAsync(bytes, Cancel);
        bytes.Should().Equal(1, 2, 3, 4);
        (await place.StoredAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_to_be_one_that_may_be_tried_again()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("nobody", "nothing"),
            new AmazonS3Config { ServiceURL = "http://127.0.0.1:9", MaxErrorRetry = 0, ForcePathStyle = true });
        var store = new S3BlobStore(client, Options.Create(new ServerOptions { S3 = new S3Options { Bucket = "files" } }));

        await store.Awaiting(down => down.ClaimAsync("mine", Cancel)).Should().ThrowAsync<BlobStoreUnavailableException>();
        await store.Awaiting(down => down.CheckAsync(Cancel)).Should().ThrowAsync<BlobStoreUnavailableException>();
        await store.Awaiting(down => down.DeleteAsync(1, Cancel)).Should().ThrowAsync<IOException>();
    }

    private static async Task StageAsync(IBlobStore store, long key)
    {
        await store.OpenAsync(key, Cancel);
        await store.StageAsync(key, "first", new MemoryStream([1, 2]), 4, Cancel);
    }

    private static async Task<IReadOnlyList<BlobBlock>> StageAndKeepAsync(IBlobStore store, long key)
    {
        await StageAsync(store, key);
        await store.StageAsync(key, "second", new MemoryStream([3, 4]), 4, Cancel);
        return await store.KeepAsync(key, [BlobBlock.NameOf("first"), BlobBlock.NameOf("second")], 4, Cancel);
    }
}
