using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Attachments;

/// <summary>
/// Who may have a file: whoever uploaded it, and whoever may read its slot now, through a share of that slot that stands
/// and is accepted (rule 8).
/// </summary>
internal sealed class AttachmentReading(MeecoDb db, PublicIds ids, TimeProvider clock)
{
    /// <summary>The files that a user may have.</summary>
    public IQueryable<Attachment> Readable(VaultCaller caller)
    {
        var shares = db.Shares.Where(share => share.RecipientKey == caller.UserKey).Where(ShareReading.Readable(clock.GetUtcNow()));
        return db.Attachments.Where(attachment => attachment.OwnerKey == caller.UserKey
            || db.Slots.Any(slot => slot.AttachmentKey == attachment.Key
                && shares.Any(share => share.ItemKey == slot.ItemKey
                    && (share.SlotOrdinal == null || share.SlotOrdinal == slot.Ordinal))));
    }

    /// <summary>A file that the caller may have.</summary>
    /// <exception cref="RefusedException">404: none.</exception>
    public async Task<Attachment> FindAsync(VaultCaller caller, string? id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Attachment);
        return await Readable(caller).AsNoTracking().SingleOrDefaultAsync(attachment => attachment.Key == key, cancel)
            ?? throw Refuse.NotFound("attachment");
    }

    /// <summary>A file that the caller uploaded.</summary>
    /// <exception cref="RefusedException">404: none that he may have. 403: somebody else's, which he may only read.</exception>
    public async Task<Attachment> FindOwnAsync(VaultCaller caller, string? id, CancellationToken cancel)
    {
        var found = await FindAsync(caller, id, cancel);
        return found.OwnerKey == caller.UserKey
            ? found
            : throw Refuse.Forbidden(ErrorCodes.ReceivedItemReadOnly, "A received file is its owner's to change.");
    }

    /// <summary>A thumbnail of a file that the caller may have.</summary>
    /// <exception cref="RefusedException">404: none.</exception>
    public async Task<Thumbnail> FindThumbnailAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Thumbnail);
        return await Readable(caller)
            .SelectMany(attachment => attachment.Thumbnails)
            .AsNoTracking()
            .Include(thumbnail => thumbnail.Attachment)
            .SingleOrDefaultAsync(thumbnail => thumbnail.Key == key, cancel) ?? throw Refuse.NotFound("thumbnail");
    }
}
