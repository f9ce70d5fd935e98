using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// Keeps the bytes in a bucket of a store that speaks S3. A block is an object: staged under one name, and copied inside
/// the store to another when the blob is completed, so that a block which comes late cannot change a complete blob.
/// </summary>
internal sealed class S3BlobStore(IAmazonS3 client, IOptions<ServerOptions> options) : IBlobStore
{
    private const int CopiesAtOnce = 16;

    private string Bucket => options.Value.S3.Bucket!;

    private string Prefix => options.Value.S3.Prefix;

    private string Staging => $"{Prefix}staged/";

    private string Keeping => $"{Prefix}kept/";

    private string Owner => $"{Prefix}installation";

    /// <inheritdoc/>
    public async Task ClaimAsync(string installation, CancellationToken cancel)
    {
        var owner = await ReadOwnerAsync(cancel);
        if (owner is null)
        {
            try
            {
                await CallAsync(
                    () => client.PutObjectAsync(
                        new PutObjectRequest
                        {
                            BucketName = Bucket,
                            Key = Owner,
                            ContentBody = installation,
                            IfNoneMatch = "*",
                            UseChunkEncoding = false,
                        },
                        cancel),
                    passes: HttpStatusCode.PreconditionFailed);
            }
            catch (AmazonServiceException)
            {
                // Another instance came first; what it wrote is what counts.
            }

            owner = await ReadOwnerAsync(cancel);
        }

        if (owner != installation)
        {
            throw new ForeignBlobStoreException($"the bucket {Bucket} under '{Prefix}'");
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (await ReadOwnerAsync(cancel) is null)
        {
            throw new BlobStoreUnavailableException("The bucket does not hold this server's blobs.", fault: null);
        }
    }

    /// <inheritdoc/>
    public Task OpenAsync(long key, CancellationToken cancel) =>

        // Row keys come again after a restored back-up, and bytes under this one would belong to nobody.
        DeleteAsync(key, cancel);

    /// <inheritdoc/>
    public async Task StageAsync(long key, string blockId, Stream body, long byteSize, CancellationToken cancel)
    {
        var name = BlobBlock.FileNameOf(BlobBlock.NameOf(blockId));
        var others = await ListAsync(Staged(key), cancel).Where(block => NameIn(block) != name).Select(block => block.Size ?? 0).ToListAsync(cancel);
        var room = byteSize - BlockIntake.RoomTaken(others, options.Value.MaxBlocksPerBlob);

        // On disk first: the store wants the length before the bytes, and them once more when a try fails.
        await using var part = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await BlockIntake.CopyAsync(body, part, options.Value.MaxBlockSize, room, cancel);
        part.Position = 0;
        await CallAsync(() => client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = Bucket,
                Key = Staged(key) + name,
                InputStream = part,
                AutoCloseStream = false,

                // Signed as a whole: signed piece by piece is what some stores do not read.
                UseChunkEncoding = false,
            },
            cancel));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlobBlock>> KeepAsync(long key, IReadOnlyList<UInt128> names, long byteSize, CancellationToken cancel)
    {
        var staged = await ListAsync(Staged(key), cancel).ToDictionaryAsync(NameIn, cancellationToken: cancel);
        var sizes = await ListAsync(Kept(key), cancel).ToDictionaryAsync(NameIn, block => block.Size ?? 0, cancellationToken: cancel);
        foreach (var (name, block) in staged)
        {
            // Staged again after a completion that was not committed: the newer one is meant.
            sizes[name] = block.Size ?? 0;
        }

        var blocks = BlockIntake.Measure(sizes, names, byteSize);
        var toCopy = blocks.Select(block => block.FileName).Distinct().Where(staged.ContainsKey);
        await Parallel.ForEachAsync(
            toCopy,
            new ParallelOptions { MaxDegreeOfParallelism = CopiesAtOnce, CancellationToken = cancel },
            async (name, inner) => await CallAsync(() => client.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = Bucket,
                    SourceKey = staged[name].Key,
                    ETagToMatch = staged[name].ETag,
                    DestinationBucket = Bucket,
                    DestinationKey = Kept(key) + name,
                },
                inner)));
        return blocks;
    }

    /// <inheritdoc/>
    public async Task TidyAsync(long key, IReadOnlyList<BlobBlock> blocks, CancellationToken cancel)
    {
        var wanted = blocks.Select(block => block.FileName).ToHashSet();
        await DeleteAsync(await ListAsync(Staged(key), cancel).ToListAsync(cancel), cancel);
        await DeleteAsync(await ListAsync(Kept(key), cancel).Where(block => !wanted.Contains(NameIn(block))).ToListAsync(cancel), cancel);
    }

    /// <inheritdoc/>
    public Stream OpenRead(long key, IReadOnlyList<BlobBlock> blocks) => new BlockStream(
        blocks,
        async (block, start, cancel) => (await CallAsync(() => client.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = Bucket,
                Key = Kept(key) + block.FileName,
                ByteRange = new ByteRange(start, block.Length - 1),
            },
            cancel))).ResponseStream);

    /// <inheritdoc/>
    public async Task DeleteAsync(long key, CancellationToken cancel)
    {
        await DeleteAsync(await ListAsync(Staged(key), cancel).ToListAsync(cancel), cancel);
        await DeleteAsync(await ListAsync(Kept(key), cancel).ToListAsync(cancel), cancel);
    }

    /// <summary>Nothing to do: an object is there when it is whole, and staged ones go with their row.</summary>
    public Task DeleteAbandonedAsync(DateTimeOffset olderThan, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> KeysAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var root in new[] { Staging, Keeping })
        {
            await foreach (var page in PagesAsync(root, delimiter: "/", cancel))
            {
                foreach (var folder in page.CommonPrefixes ?? [])
                {
                    if (long.TryParse(folder[root.Length..].TrimEnd('/'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key))
                    {
                        yield return key;
                    }
                }
            }
        }
    }

    private static string NameIn(S3Object block) => block.Key[(block.Key.LastIndexOf('/') + 1)..];

    private string Staged(long key) => FormattableString.Invariant($"{Staging}{key:x}/");

    private string Kept(long key) => FormattableString.Invariant($"{Keeping}{key:x}/");

    private async Task<string?> ReadOwnerAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await CallAsync(
                () => client.GetObjectAsync(Bucket, Owner, cancel),
                passes: HttpStatusCode.NotFound);
            using var reader = new StreamReader(answer.ResponseStream);
            return await reader.ReadToEndAsync(cancel);
        }
        catch (AmazonS3Exception fault) when (fault.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (AmazonS3Exception fault)
        {
            throw new BlobStoreUnavailableException($"There is no bucket {Bucket}.", fault);
        }
    }

    private IAsyncEnumerable<S3Object> ListAsync(string folder, CancellationToken cancel) =>
        PagesAsync(folder, delimiter: null, cancel).SelectMany(page => page.S3Objects ?? []);

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(
        string folder,
        string? delimiter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = folder, Delimiter = delimiter };
        ListObjectsV2Response page;
        do
        {
            page = await CallAsync(() => client.ListObjectsV2Async(request, cancel));
            yield return page;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    private Task DeleteAsync(IEnumerable<S3Object> objects, CancellationToken cancel) =>
        Parallel.ForEachAsync(
            objects,
            new ParallelOptions { MaxDegreeOfParallelism = CopiesAtOnce, CancellationToken = cancel },
            async (gone, inner) => await CallAsync(() => client.DeleteObjectAsync(Bucket, gone.Key, inner)));

    /// <summary>Makes one call; its own client has tried it again by then, where that could help.</summary>
    private static async Task<T> CallAsync<T>(Func<Task<T>> call, HttpStatusCode? passes = null)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException fault) when (passes is null || fault.StatusCode != passes)
        {
            throw new BlobStoreUnavailableException("The store of the files refused a call.", fault);
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException)
        {
            throw new BlobStoreUnavailableException("The store of the files does not answer.", fault);
        }
    }
}
