using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>Uploads of files: the place for one, its blocks, and the list that completes it (docs/WIRE.md 4.4).</summary>
internal sealed partial class BlobUploads(
    MeecoDb db,
    Transactions transactions,
    IBlobStore store,
    TimeProvider clock,
    ILogger<BlobUploads> logger,
    IOptions<ServerOptions> options)
{
    // The idempotent repetition of a single PUT names its block in the same way.
    private const string OnlyBlock = "";
    private const string DefaultContentType = "application/octet-stream";

    /// <summary>Makes the place for one file.</summary>
    /// <exception cref="RefusedException">413: larger than the server takes. 422: the request is not whole, or the user has no room left.</exception>
    public async Task<AttachmentBlob> OpenAsync(VaultCaller caller, PostUploadUrlRequest request, CancellationToken cancel)
    {
        var wanted = Check.Required(request.Blob, "blob");
        var filename = Check.Text(wanted.Filename, "blob.filename", AttachmentLimits.Filename);
        var contentType = Check.OptionalText(wanted.ContentType, "blob.content_type", AttachmentLimits.ContentType);
        var size = wanted.ByteSize is { } announced and >= 0
            ? announced
            : throw Refuse.Invalid("blob.byte_size", "blob.byte_size is the size of the file in bytes.");
        if (size > options.Value.MaxBlobSize)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                ErrorCodes.PayloadTooLarge,
                $"A file has at most {options.Value.MaxBlobSize} bytes.");
        }

        var opened = await transactions.WriteAsync(
            async inner =>
            {
                await RequireRoomAsync(caller, size, inner);
                var blob = new AttachmentBlob
                {
                    OwnerKey = caller.UserKey,
                    Filename = filename,
                    ContentType = string.IsNullOrWhiteSpace(contentType) ? DefaultContentType : contentType,
                    ByteSize = size,
                    ExpiresAt = clock.GetUtcNow() + options.Value.UploadLifetime,
                };
                db.Add(blob);
                await db.SaveChangesAsync(inner);
                return blob;
            },
            cancel);

        // After its row, for bytes without one are rubbish.
        await store.OpenAsync(opened.Key, cancel);
        return opened;
    }

    /// <summary>Takes in one block of a file.</summary>
    /// <exception cref="RefusedException">404: no such upload. 409: it is complete. 413, 422: too much.</exception>
    public async Task StageAsync(long blobKey, string blockId, Stream body, CancellationToken cancel)
    {
        var blob = await UploadAsync(blobKey, cancel);
        if (blob.Blocks is not null)
        {
            throw BlockIntake.Closed();
        }

        await store.StageAsync(blobKey, blockId, body, blob.ByteSize, cancel);
    }

    /// <summary>Completes a file. Repeating the same list is answered like the first time.</summary>
    /// <exception cref="RefusedException">404: no such upload. 409: it was completed differently. 422: blocks are missing, or the size is wrong.</exception>
    public async Task CommitAsync(long blobKey, IReadOnlyList<string> blockIds, CancellationToken cancel)
    {
        var names = blockIds.Select(BlobBlock.NameOf).ToList();
        var announced = await UploadAsync(blobKey, cancel);
        if (announced.Blocks is not null)
        {
            RequireSame(announced, names);
            return;
        }

        // Outside the transaction: a store may take long, and others wait for the lock.
        IReadOnlyList<BlobBlock> blocks;
        try
        {
            blocks = await store.KeepAsync(blobKey, names, announced.ByteSize, cancel);
        }
        catch (Exception fault) when (fault is RefusedException or IOException)
        {
            // The same list may have come twice at once, and the other was faster.
            if ((await UploadAsync(blobKey, cancel)) is not { Blocks: not null } complete)
            {
                throw;
            }

            RequireSame(complete, names);
            return;
        }

        await transactions.WriteAsync(
            async inner =>
            {
                var blob = await UploadAsync(blobKey, inner);
                if (blob.Blocks is not null)
                {
                    RequireSame(blob, names);
                    return;
                }

                db.Update(blob).Entity.Blocks = blocks;
                transactions.AfterCommit(later => TidyAsync(blobKey, blocks, later));
            },
            cancel);
    }

    /// <summary>Takes in a file in one piece, and completes it.</summary>
    /// <inheritdoc cref="StageAsync"/>
    public async Task PutWholeAsync(long blobKey, Stream body, CancellationToken cancel)
    {
        await StageAsync(blobKey, OnlyBlock, body, cancel);
        await CommitAsync(blobKey, [OnlyBlock], cancel);
    }

    private static void RequireSame(AttachmentBlob complete, List<UInt128> names)
    {
        if (!complete.Blocks!.Select(block => block.Name).SequenceEqual(names))
        {
            throw Refuse.Conflict(ErrorCodes.UploadClosed, "This upload is complete already, with other blocks.");
        }
    }

    private async Task<AttachmentBlob> UploadAsync(long blobKey, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await db.AttachmentBlobs.AsNoTracking().SingleOrDefaultAsync(
            blob => blob.Key == blobKey && (blob.ExpiresAt == null || blob.ExpiresAt > now)
                && !db.VaultUsers.Any(user => user.Key == blob.OwnerKey && user.DisabledAt != null),
            cancel) ?? throw Refuse.NotFound("upload");
    }

    private async Task TidyAsync(long blobKey, IReadOnlyList<BlobBlock> blocks, CancellationToken cancel)
    {
        try
        {
            await store.TidyAsync(blobKey, blocks, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What is left goes with the blob.
            LogNotTidied(fault, blobKey);
        }
    }

    private async Task RequireRoomAsync(VaultCaller caller, long size, CancellationToken cancel)
    {
        if (options.Value.MaxDataPerUser is not { } most)
        {
            return;
        }

        // What was announced counts from then on, or many uploads at once would pass together.
        var taken = await db.AttachmentBlobs.Where(blob => blob.OwnerKey == caller.UserKey).SumAsync(blob => blob.ByteSize, cancel);
        if (taken + size > most)
        {
            throw Refuse.Invalid(
                ErrorCodes.DataSizeLimitExceeded,
                "blob.byte_size",
                $"Your files have {taken} bytes, and may have {most}.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Blocks that are no part of blob {BlobKey} could not be deleted; they go with it.")]
    private partial void LogNotTidied(Exception fault, long blobKey);
}
