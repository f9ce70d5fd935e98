using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography;
using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>Files in slots, and their thumbnails.</summary>
internal sealed class AttachmentService(MeecoSession session)
{
    // An encrypted picture is a third longer, and servers take no more than a few megabytes.
    private const int MaxThumbnailBytes = 8 * 1024 * 1024;

    private readonly FileUpload _upload = new(session);
    private readonly FileDownload _download = new(session);

    /// <summary>Lists the files of an item, in the order of its slots.</summary>
    /// <param name="itemId">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The files.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ShareNotAccepted</c>.</exception>
    public async Task<IReadOnlyList<MeecoAttachment>> ListAsync(string itemId, CancellationToken cancel)
    {
        var answer = await session.Apis.Items.GetAsync(itemId, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId)).ConfigureAwait(false);
        session.Names.Note(answer);
        if (answer is { Item.Own: false, Slots: [] })
        {
            // Perhaps it is withheld until the share is accepted: opening it says so.
            (await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false)).Dispose();
        }

        var found = new List<MeecoAttachment>();
        foreach (var slot in answer.Slots.Where(slot => slot.AttachmentId is not null).OrderBy(slot => slot.Ordinal))
        {
            found.Add(await MapAsync(answer, slot, cancel).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>Finds a file.</summary>
    /// <param name="idOrFileName">Its id, or the id of its slot, else its name, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The file.</returns>
    /// <exception cref="MeecoException"><c>AttachmentNotFound</c>, <c>AttachmentNameAmbiguous</c>.</exception>
    public async Task<MeecoAttachment> GetAsync(string idOrFileName, CancellationToken cancel)
    {
        var all = await session.Apis.Attachments.ListInSlotsAsync(cancel).ConfigureAwait(false);
        session.Names.Note(all);
        var named = Identifiers.IsId(idOrFileName)
            ? []
            : all.Attachments.Where(file => file.Filename == idOrFileName).Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var slots = all.Slots
            .Where(slot => slot.Id == idOrFileName || slot.AttachmentId == idOrFileName || (slot.AttachmentId is { } id && named.Contains(id)))
            .ToList();
        var slot = slots switch
        {
            [] => throw ClientErrors.AttachmentNotFound(idOrFileName),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("Attachment", idOrFileName, slots.Select(one => one.AttachmentId!)),
        };
        var read = await session.Apis.Items.GetSlotAsync(slot.Id, cancel)
            .OrNotFound(() => ClientErrors.AttachmentNotFound(idOrFileName)).ConfigureAwait(false);
        var itemId = read.Slot.ItemId ?? throw ClientErrors.NotTheProtocol("a slot names no item.");
        return (await ListAsync(itemId, cancel).ConfigureAwait(false)).FirstOrDefault(file => file.SlotId == slot.Id)
            ?? throw ClientErrors.AttachmentNotFound(idOrFileName);
    }

    /// <summary>Attaches a file to an own item, in a slot of its own. Nothing is visible before all of it is there.</summary>
    /// <param name="itemId">The item's id.</param>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told how many bytes are there.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The file.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>ReceivedItemReadOnly</c>, <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>FileTooLarge</c>,
    /// <c>FileChanged</c>.
    /// </exception>
    public async Task<MeecoAttachment> AddAsync(
        string itemId,
        NewAttachment file,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        // Known before the first byte is sent, and not after the last.
        var item = await session.Apis.Items.GetAsync(itemId, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId)).ConfigureAwait(false);
        if (!item.Item.Own)
        {
            throw ClientErrors.NotTheOwner(item.Item.Label);
        }

        var name = Path.GetFileName(file.Path);
        using var source = SourceFile.Open(file.Path);
        if (source.Length > FileArtefacts.MaxFileLength)
        {
            throw ClientErrors.FileTooLarge(file.Path, FileArtefacts.MaxFileLength);
        }

        using var key = FileKey.Generate();
        var uploaded = await _upload
            .RunAsync(source, name, file.ContentType ?? ContentTypes.Of(name), key, progress, cancel).ConfigureAwait(false);
        try
        {
            var answer = await session.Apis.Items.UpdateAsync(
                itemId,
                new PutItemsRequest
                {
                    Item = new PutItemsItem
                    {
                        SlotsAttributes =
                        [
                            new PutItemsSlot
                            {
                                Label = file.Label ?? name,
                                SlotTypeName = SlotTypes.Attachment,
                                AttachmentId = uploaded.Id,
                                EncryptedValue = new Maybe<string?>(
                                    Ciphers.Seal($"The key of '{name}'", session.Keys.Dek, key.ToSlotValue())),
                            },
                        ],
                    },
                },
                ServerApis.NewIdempotencyKey(),
                cancel).OrNotFound(() => ClientErrors.ItemNotFound(itemId)).ConfigureAwait(false);
            session.Names.Note(answer);
            var slot = answer.Slots.FirstOrDefault(one => one.AttachmentId == uploaded.Id)
                ?? throw ClientErrors.NotTheProtocol("the new slot has no file.");
            return await MapAsync(answer, slot, cancel).ConfigureAwait(false);
        }
        catch
        {
            // A server that did take the slot keeps the file: it refuses to remove what a slot has.
            await session.Apis.Attachments.DeleteAsync(uploaded.Id, CancellationToken.None).IgnoringRefusal().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Fetches and decrypts a file.</summary>
    /// <param name="attachment">Which.</param>
    /// <param name="target">The path to write it to.</param>
    /// <param name="overwrite">Whether a file that is there gives way.</param>
    /// <param name="progress">Told how many bytes are there.</param>
    /// <param name="cancel">Stops; nothing is left then.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="MeecoException">
    /// <c>AttachmentNotFound</c>, <c>ShareNotAccepted</c>, <c>VerificationFailed</c>, <c>DecryptionFailed</c>,
    /// <c>FileExists</c>, <c>FileNotWritten</c>.
    /// </exception>
    public async Task SaveAsync(
        MeecoAttachment attachment,
        string target,
        bool overwrite,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        using var key = await OpenKeyAsync(attachment.ItemId, attachment.SlotId, attachment.Id, cancel).ConfigureAwait(false);
        await _download.RunAsync(attachment, key, target, overwrite, progress, cancel).ConfigureAwait(false);
    }

    /// <summary>Removes a file of an own item with its slot, for all recipients too.</summary>
    /// <param name="attachment">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public async Task RemoveAsync(MeecoAttachment attachment, CancellationToken cancel)
    {
        await session.Apis.Items.DeleteSlotAsync(attachment.SlotId, cancel)
            .OrNotFound(() => ClientErrors.AttachmentNotFound(attachment.Id)).ConfigureAwait(false);
        session.Names.Slots.Forget(attachment.SlotId);
        session.Names.Attachments.Forget(attachment.Id);

        // Ours removes the file with its slot; what another server left would be of use to nobody.
        await session.Apis.Attachments.DeleteAsync(attachment.Id, cancel).IgnoringRefusal().ConfigureAwait(false);
    }

    /// <summary>Adds a small picture to an own file; one of the same size gives way.</summary>
    /// <param name="attachment">The file.</param>
    /// <param name="path">Where the picture is.</param>
    /// <param name="size">Its size and format, for example <c>128x128/jpg</c>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="MeecoException"><c>AttachmentNotFound</c>, <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>FileTooLarge</c>.</exception>
    public async Task<MeecoThumbnail> AddThumbnailAsync(MeecoAttachment attachment, string path, string size, CancellationToken cancel)
    {
        using var source = SourceFile.Open(path);
        if (source.Length is 0 or > MaxThumbnailBytes)
        {
            throw ClientErrors.FileTooLarge(path, MaxThumbnailBytes);
        }

        var picture = new byte[source.Length];
        await source.ReadAsync(0, picture, cancel).ConfigureAwait(false);
        using var key = await OpenKeyAsync(attachment.ItemId, attachment.SlotId, attachment.Id, cancel).ConfigureAwait(false);
        var answer = await session.Apis.Attachments.CreateThumbnailAsync(
            new ByteArrayPart(Encoding.ASCII.GetBytes(key.EncryptBytes(picture)!), "thumbnail", "text/plain"),
            attachment.Id,
            size,
            ServerApis.NewIdempotencyKey(),
            cancel).OrNotFound(() => ClientErrors.AttachmentNotFound(attachment.Id)).ConfigureAwait(false);
        return Map(answer.Thumbnail, attachment.ItemId, attachment.SlotId, attachment.FileName);
    }

    /// <summary>Fetches and decrypts a small picture.</summary>
    /// <param name="thumbnail">Which.</param>
    /// <param name="target">The path to write it to.</param>
    /// <param name="overwrite">Whether a file that is there gives way.</param>
    /// <param name="cancel">Stops; nothing is left then.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="MeecoException">
    /// <c>ThumbnailNotFound</c>, <c>DecryptionFailed</c>, <c>FileExists</c>, <c>FileNotWritten</c>.
    /// </exception>
    public async Task SaveThumbnailAsync(MeecoThumbnail thumbnail, string target, bool overwrite, CancellationToken cancel)
    {
        var what = $"The thumbnail of '{thumbnail.FileName}'";
        using var key = await OpenKeyAsync(thumbnail.ItemId, thumbnail.SlotId, thumbnail.AttachmentId, cancel).ConfigureAwait(false);
        var place = await session.Apis.Attachments.GetThumbnailAsync(thumbnail.Id, cancel)
            .OrNotFound(() => ClientErrors.ThumbnailNotFound(thumbnail.Id)).ConfigureAwait(false);
        var blobs = session.Apis.Blobs;
        var text = await blobs.GetAsync(blobs.Check(place.RedirectUrl), cancel)
            .OrNotFound(() => ClientErrors.ThumbnailNotFound(thumbnail.Id)).ConfigureAwait(false);
        var picture = Ciphers.Open(what, () => key.DecryptBytes(Encoding.UTF8.GetString(text)))
            ?? throw ClientErrors.DecryptionFailed(what);
        await TargetFile.WriteAsync(
            target,
            overwrite,
            picture.Length,
            (file, token) => RandomAccess.WriteAsync(file, picture, 0, token).AsTask(),
            cancel).ConfigureAwait(false);
    }

    private async Task<FileKey> OpenKeyAsync(string itemId, string slotId, string attachmentId, CancellationToken cancel)
    {
        using var item = await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false);
        var slot = item.Slots.FirstOrDefault(one => one.Id == slotId && one.AttachmentId == attachmentId)
            ?? throw ClientErrors.AttachmentNotFound(attachmentId);

        // The key is a value like any other: of a received item it must be the owner's.
        ItemReader.ReadSlot(item.Item, slot, item.Loan.Key);
        var what = $"The key of the file in '{slot.Name}' of '{item.Item.Label}'";
        var value = Ciphers.Open(what, () => item.Loan.Key.DecryptBytes(slot.EncryptedValue))
            ?? throw ClientErrors.AttachmentKeyMissing(item.Item.Label, slot.Name);
        try
        {
            return Ciphers.Open(what, () => FileKey.FromSlotValue(value));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private async Task<MeecoAttachment> MapAsync(ItemResponse answer, SlotBody slot, CancellationToken cancel)
    {
        var id = slot.AttachmentId!;
        var body = answer.Attachments.FirstOrDefault(one => one.Id == id)
            ?? (await session.Apis.Attachments.GetAsync(id, cancel)
                .OrNotFound(() => ClientErrors.AttachmentNotFound(id)).ConfigureAwait(false)).Attachment;

        // Only our server says the size here.
        var size = body.ByteSize
            ?? (await session.Apis.Attachments.GetDirectAsync(id, cancel)
                .OrNotFound(() => ClientErrors.AttachmentNotFound(id)).ConfigureAwait(false)).Attachment.Main.Bytesize;
        return new MeecoAttachment
        {
            Id = id,
            ItemId = answer.Item.Id,
            SlotId = slot.Id,
            SlotName = slot.Name,
            Label = slot.Label,
            FileName = body.Filename,
            ContentType = body.ContentType,
            Size = size,
            Own = answer.Item.Own,
            CreatedAt = body.CreatedAt,
            Thumbnails =
            [
                .. answer.Thumbnails.Where(one => one.AttachmentId == id)
                    .Select(one => Map(one, answer.Item.Id, slot.Id, body.Filename)),
            ],
        };
    }

    private static MeecoThumbnail Map(ThumbnailBody body, string itemId, string slotId, string fileName) => new()
    {
        Id = body.Id,
        AttachmentId = body.AttachmentId,
        ItemId = itemId,
        SlotId = slotId,
        FileName = fileName,
        Size = body.SizeType,
        CreatedAt = body.CreatedAt,
    };
}
