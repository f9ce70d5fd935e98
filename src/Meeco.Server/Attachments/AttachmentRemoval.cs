using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// Removes files. Their rows go with what they belong to, in its transaction; their bytes go when that is committed, and
/// the rows of the blobs last, so that whatever is interrupted is found again and finished by the next sweep.
/// </summary>
internal sealed partial class AttachmentRemoval(
    MeecoDb db,
    Transactions transactions,
    IBlobStore store,
    TimeProvider clock,
    IOptions<ServerOptions> options,
    ILogger<AttachmentRemoval> logger)
{
    private const int AtOnce = 100;

    // A request that read an earlier clock may still be about to attach what has just expired.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Removes attachments with their thumbnails and bytes. Call it inside the transaction that ends them.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<long> attachmentKeys, CancellationToken cancel)
    {
        if (attachmentKeys.Count == 0)
        {
            return;
        }

        var pairs = await db.Attachments
            .Where(attachment => attachmentKeys.Contains(attachment.Key))
            .Select(attachment => new { attachment.MainKey, attachment.ArtifactKey })
            .ToListAsync(cancel);
        var blobs = pairs.SelectMany(pair => new[] { pair.MainKey, pair.ArtifactKey }).ToList();
        await db.Attachments.Where(attachment => attachmentKeys.Contains(attachment.Key)).ExecuteDeleteAsync(cancel);
        await EndAsync(db.AttachmentBlobs.Where(blob => blobs.Contains(blob.Key)), cancel);
        transactions.AfterCommit(later => QuietlyAsync(() => DeleteAsync(blobs, later)));
    }

    /// <summary>Removes some of what nobody will use any more: attachments that no slot took, uploads that were given up.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How many were found.</returns>
    public async Task<int> SweepSomeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var unused = db.Attachments.Where(attachment => attachment.ExpiresAt <= now);
        var found = await unused
            .OrderBy(attachment => attachment.ExpiresAt)
            .Take(AtOnce)
            .Select(attachment => attachment.Key)
            .ToListAsync(cancel);
        if (found.Count > 0)
        {
            await transactions.WriteAsync(
                async inner => await RemoveAsync(
                    await unused.Where(attachment => found.Contains(attachment.Key)).Select(attachment => attachment.Key).ToListAsync(inner),
                    inner),
                cancel);
        }

        var over = now - Grace;
        var blobs = await db.AttachmentBlobs
            .Where(blob => blob.ExpiresAt <= over)
            .OrderBy(blob => blob.ExpiresAt)
            .Take(AtOnce)
            .Select(blob => blob.Key)
            .ToListAsync(cancel);
        return found.Count + await DeleteAsync(blobs, cancel);
    }

    /// <summary>Lets the next sweep remove the files of users who are gone: their attachments went with them.</summary>
    public Task EndOrphansAsync(CancellationToken cancel) => transactions.WriteAsync(
        inner => EndAsync(
            db.AttachmentBlobs.Where(blob => blob.ExpiresAt == null
                && !db.Attachments.Any(attachment => attachment.MainKey == blob.Key || attachment.ArtifactKey == blob.Key)),
            inner),
        cancel);

    /// <summary>Looks through the store, and removes what no row speaks of.</summary>
    public async Task CollectAsync(CancellationToken cancel)
    {
        await store.DeleteAbandonedAsync(TimeProvider.System.GetUtcNow() - options.Value.UploadLifetime, cancel);
        await foreach (var keys in store.KeysAsync(cancel).Chunk(AtOnce))
        {
            await CollectAsync(keys, cancel);
        }
    }

    private static Task<int> EndAsync(IQueryable<AttachmentBlob> blobs, CancellationToken cancel) =>
        blobs.ExecuteUpdateAsync(set => set.SetProperty(blob => blob.ExpiresAt, DateTimeOffset.UnixEpoch), cancel);

    private async Task QuietlyAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            // What is left is found by the next sweep.
            LogNotSwept(fault);
        }
    }

    private async Task<int> DeleteAsync(IReadOnlyCollection<long> blobKeys, CancellationToken cancel)
    {
        var deleted = new List<long>();
        foreach (var key in blobKeys)
        {
            if (await TryDeleteBytesAsync(key, cancel))
            {
                deleted.Add(key);
            }
        }

        if (deleted.Count > 0)
        {
            await transactions.WriteAsync(
                inner => db.AttachmentBlobs.Where(blob => deleted.Contains(blob.Key)).ExecuteDeleteAsync(inner),
                cancel);
        }

        return deleted.Count;
    }

    // Bytes without a row: a process ended between the two, or an older database was restored.
    private async Task CollectAsync(long[] keys, CancellationToken cancel)
    {
        var known = await db.AttachmentBlobs.Where(blob => keys.Contains(blob.Key)).Select(blob => blob.Key).ToListAsync(cancel);
        foreach (var key in keys.Except(known))
        {
            await TryDeleteBytesAsync(key, cancel);
        }
    }

    private async Task<bool> TryDeleteBytesAsync(long blobKey, CancellationToken cancel)
    {
        try
        {
            await store.DeleteAsync(blobKey, cancel);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Its row stays, and the next sweep tries again.
            LogNotDeleted(fault, blobKey);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Files that nobody needs could not be removed yet.")]
    private partial void LogNotSwept(Exception fault);

    [LoggerMessage(LogLevel.Warning, "The bytes of blob {BlobKey} could not be deleted yet.")]
    private partial void LogNotDeleted(Exception fault, long blobKey);
}
