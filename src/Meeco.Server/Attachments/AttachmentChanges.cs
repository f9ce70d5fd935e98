using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>Makes a file of two uploads, and removes it while no slot has it. Call each inside a transaction.</summary>
internal sealed class AttachmentChanges(
    MeecoDb db,
    AttachmentReading reading,
    AttachmentRemoval removal,
    EventLog events,
    BlobUrls urls,
    PublicIds ids,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes a file of an encrypted blob and the blob of its artefacts.</summary>
    /// <exception cref="RefusedException">404: an upload is not the caller's. 409: it is part of a file. 422: it is not complete.</exception>
    public async Task<(Attachment Attachment, AttachmentBlob Artifact)> CreateAsync(
        VaultCaller caller,
        PostDirectAttachmentsRequest request,
        CancellationToken cancel)
    {
        var wanted = Check.Required(request.Blob, "blob");
        var main = await FindAsync(caller, wanted.BlobId, wanted.BlobKey, "blob.blob_key", cancel);
        var artifact = await FindAsync(caller, wanted.EncryptedArtifactBlobId, wanted.EncryptedArtifactBlobKey, "blob.encrypted_artifact_blob_key", cancel);
        if (main == artifact)
        {
            throw Refuse.Invalid("blob.encrypted_artifact_blob_key", "The file and its artefacts are two uploads.");
        }

        var now = clock.GetUtcNow();
        var attachment = new Attachment
        {
            OwnerKey = caller.UserKey,
            Filename = main.Filename,
            ContentType = main.ContentType,
            ByteSize = main.ByteSize,
            MainKey = main.Key,
            ArtifactKey = artifact.Key,
            CreatedAt = now,
            ExpiresAt = now + options.Value.UploadLifetime,
        };
        db.Add(attachment);
        (main.ExpiresAt, artifact.ExpiresAt) = (null, null);
        await db.SaveChangesAsync(cancel);
        events.Note(caller, EventTypes.AttachmentCreated, Subject(attachment));
        return (attachment, artifact);
    }

    /// <summary>Removes a file that no slot has.</summary>
    /// <exception cref="RefusedException">403, 404: not the caller's. 422: a slot has it, and keeps it (rule 9).</exception>
    public async Task DeleteAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var attachment = await reading.FindOwnAsync(caller, id, cancel);
        if (await db.Slots.AnyAsync(slot => slot.AttachmentKey == attachment.Key, cancel))
        {
            throw Refuse.Invalid(
                ErrorCodes.AttachmentCannotBeReplaced,
                "id",
                "A slot has this file and keeps it. The file goes with the slot.");
        }

        await removal.RemoveAsync([attachment.Key], cancel);
        events.Note(caller, EventTypes.AttachmentDeleted, Subject(attachment));
    }

    private async Task<AttachmentBlob> FindAsync(VaultCaller caller, long? number, string? blobKey, string field, CancellationToken cancel)
    {
        // The name alone says which it is; a number that does not fit it means that the two were mixed up.
        var key = ids.Decode(blobKey, IdKind.AttachmentBlob);
        var now = clock.GetUtcNow();
        if (key is null
            || number != urls.NumberOf(key.Value)
            || await db.AttachmentBlobs.SingleOrDefaultAsync(
                blob => blob.Key == key && blob.OwnerKey == caller.UserKey && (blob.ExpiresAt == null || blob.ExpiresAt > now),
                cancel) is not { } found)
        {
            throw Refuse.NotFound("upload");
        }

        if (found.ExpiresAt is null)
        {
            throw Refuse.Conflict(ErrorCodes.UploadClosed, "This upload is part of a file already.");
        }

        return found.Blocks is not null ? found : throw Refuse.Invalid(field, "This upload is not complete.");
    }

    private static EventSubject Subject(Attachment attachment) => new()
    {
        AttachmentKey = attachment.Key,
        AttachmentLabel = attachment.Filename,
    };
}
