using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which file is meant: the object itself, the slot that has it, its id, or its exact name.</summary>
public sealed class AttachmentIdentity
{
    /// <summary>Means this file.</summary>
    /// <param name="attachment">The file.</param>
    public AttachmentIdentity(MeecoAttachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        (Reference, Source) = (attachment.Id, attachment);
    }

    /// <summary>Means the file of this slot.</summary>
    /// <param name="slot">The slot.</param>
    public AttachmentIdentity(MeecoSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        (Reference, Source) = (slot.Id, slot);
    }

    /// <summary>Means the file in the slot that a request names.</summary>
    /// <param name="request">The request.</param>
    public AttachmentIdentity(MeecoThumbnailRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (Reference, Source) = (request.SlotId, request);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public AttachmentIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by the exact name of the file.</summary>
    /// <param name="text">Not empty.</param>
    public AttachmentIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    private string Reference { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>Finds the file.</summary>
    internal async Task<MeecoAttachment> GetAsync(MeecoSession session, CancellationToken cancel) => Source switch
    {
        MeecoAttachment attachment => attachment,
        MeecoSlot slot => await FindAsync(session, slot.ItemId, slot.Id, slot.Name, cancel).ConfigureAwait(false),
        MeecoThumbnailRequest request =>
            await FindAsync(session, request.ItemId, request.SlotId, request.SlotId, cancel).ConfigureAwait(false),
        _ => await session.Attachments.GetAsync(Reference, cancel).ConfigureAwait(false),
    };

    private static async Task<MeecoAttachment> FindAsync(
        MeecoSession session, string itemId, string slotId, string name, CancellationToken cancel) =>
        (await session.Attachments.ListAsync(itemId, cancel).ConfigureAwait(false))
            .FirstOrDefault(attachment => attachment.SlotId == slotId) ?? throw ClientErrors.AttachmentNotFound(name);
}
