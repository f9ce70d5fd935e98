using Meeco.Wire;

namespace Meeco;

/// <summary>Items, own and received, and their slots.</summary>
internal sealed class ItemService(MeecoSession session)
{
    private readonly ItemLister _lister = new(session);
    private readonly ItemKeys _keys = new(session);
    private readonly ItemProtector _protector = new(session);

    /// <summary>Lists items with their values, page by page; unaccepted ones have no slots.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items; one that cannot be read carries its <see cref="MeecoItem.Error"/> and no slots.</returns>
    public IAsyncEnumerable<MeecoItem> ListAsync(ItemFilter filter, CancellationToken cancel) =>
        _lister.ListAsync(filter, cancel);

    /// <summary>Reads one item with its values.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>ShareNotAccepted</c>, <c>VerificationFailed</c>, <c>DecryptionFailed</c>.
    /// </exception>
    public async Task<MeecoItem> GetAsync(string id, CancellationToken cancel)
    {
        using var item = await OpenAsync(id, cancel).ConfigureAwait(false);
        return item.Read();
    }

    /// <summary>Finds the id of an item.</summary>
    /// <param name="idOrLabel">An id (then nothing is asked), else a label, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The id.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ItemNameAmbiguous</c>.</exception>
    public async Task<string> ResolveIdAsync(string idOrLabel, CancellationToken cancel)
    {
        if (Identifiers.IsId(idOrLabel))
        {
            return idOrLabel;
        }

        var ids = new List<string>();
        await foreach (var item in _lister.FindAsync(new ItemFilter { Label = idOrLabel }, cancel).ConfigureAwait(false))
        {
            ids.Add(item.Id);
        }

        return ids switch
        {
            [] => throw ClientErrors.ItemNotFound(idOrLabel),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("Item", idOrLabel, ids),
        };
    }

    /// <summary>Makes an item; its values are encrypted here.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as the server has it.</returns>
    /// <exception cref="MeecoException"><c>ItemTemplateNotFound</c>.</exception>
    public async Task<MeecoItem> CreateAsync(NewItem item, CancellationToken cancel)
    {
        var answer = await session.Apis.Items.CreateAsync(
            new PostItemsRequest
            {
                TemplateName = item.Template,
                SkipEmptyTemplateSlots = item.SkipEmptySlots ? true : null,
                Item = new PostItemsItem
                {
                    Label = item.Label,
                    Name = item.Name,
                    Description = item.Description,
                    ClassificationNodesAttributes = item.Classifications is []
                        ? null
                        : [.. item.Classifications.Select(node => node.ToAttributes())],
                    SlotsAttributes = [.. item.Slots.Select(slot => new PostItemsSlot
                    {
                        Name = slot.Name,
                        Label = slot.Label,
                        SlotTypeName = slot.Type,
                        EncryptedValue = Seal(slot),
                    })],
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).OrNotFound(() => ClientErrors.ItemTemplateNotFound(item.Template)).ConfigureAwait(false);
        return ReadOwn(answer);
    }

    /// <summary>Changes an own item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as it is now.</returns>
    public async Task<MeecoItem> UpdateAsync(string id, ItemChanges changes, CancellationToken cancel)
    {
        if (changes.IsEmpty)
        {
            throw ClientErrors.NothingToChange();
        }

        var answer = await session.Apis.Items.UpdateAsync(
            id,
            new PutItemsRequest
            {
                Item = new PutItemsItem
                {
                    Label = changes.Label,
                    ClassificationNodesAttributes =
                    [
                        .. changes.Classifications.Select(node => node.ToAttributes()),
                        .. changes.RemoveClassifications.Select(node => node.ToAttributes(destroy: true)),
                    ],
                    SlotsAttributes = [.. changes.Slots.Select(Change), .. changes.RemoveSlots.Select(Remove)],
                },
            },

            // Done a second time it would undo what another changed in between.
            ServerApis.NewIdempotencyKey(),
            cancel).OrNotFound(() => ClientErrors.ItemNotFound(id)).ConfigureAwait(false);
        return ReadOwn(answer);
    }

    /// <summary>What an item would be after changes; it is read, and nothing is sent.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="changes">What would change.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as it would be.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>SlotNotFound</c>, <c>ClassificationNotFound</c>.</exception>
    public async Task<MeecoItem> ForeseeAsync(string id, ItemChanges changes, CancellationToken cancel)
    {
        var item = await GetAsync(id, cancel).ConfigureAwait(false);
        var added = new List<MeecoClassification>(changes.Classifications.Count);
        foreach (var given in changes.Classifications)
        {
            added.Add(item.Classifications.FirstOrDefault(node => ItemForesight.Means(given, node))
                ?? (given.Id is { } nodeId
                    ? await session.Classifications.GetAsync(nodeId, cancel).ConfigureAwait(false)
                    : new MeecoClassification { Id = "", Scheme = given.Scheme ?? "", Name = given.Name ?? "", Label = given.Name ?? "", Own = true }));
        }

        return ItemForesight.Apply(item, changes, added);
    }

    /// <summary>Removes an item; a received one with its share.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public async Task RemoveAsync(string id, CancellationToken cancel)
    {
        await session.Apis.Items.DeleteAsync(id, cancel).OrNotFound(() => ClientErrors.ItemNotFound(id)).ConfigureAwait(false);
        session.Names.Items.Forget(id);
    }

    /// <summary>Removes a slot of an own item, with its values in every share.</summary>
    /// <param name="slotId">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public async Task RemoveSlotAsync(string slotId, CancellationToken cancel)
    {
        await session.Apis.Items.DeleteSlotAsync(slotId, cancel)
            .OrNotFound(() => ClientErrors.SlotNotFound(slotId)).ConfigureAwait(false);
        session.Names.Slots.Forget(slotId);
    }

    /// <inheritdoc cref="ItemProtector.ProtectAsync"/>
    public Task<MeecoItem> ProtectAsync(string id, CancellationToken cancel) => _protector.ProtectAsync(id, cancel);

    /// <summary>Fetches an item together with the key of its values.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item, still encrypted.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ShareNotAccepted</c>, <c>ShareRejected</c>.</exception>
    internal async Task<OpenItem> OpenAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Items.GetAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(id)).ConfigureAwait(false);
        session.Names.Note(answer);
        if (answer.Item.Own)
        {
            return new OpenItem(answer.Item, answer.Slots, null, _keys.Own()) { Nodes = answer.ClassificationNodes };
        }

        var shareId = answer.Item.ShareId
            ?? throw ClientErrors.NotTheProtocol("a received item names no share.");
        var incoming = await session.Apis.Shares.GetIncomingAsync(shareId, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(id)).ConfigureAwait(false);
        return await OpenReceivedAsync(answer.Item, answer.Slots, answer.ClassificationNodes, incoming.Share, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>Finds the key of a received item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="slots">Its slots.</param>
    /// <param name="nodes">The classification nodes that were answered with it.</param>
    /// <param name="share">The share that serves it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item, still encrypted.</returns>
    /// <exception cref="MeecoException"><c>ShareNotAccepted</c>, <c>ShareRejected</c>, <c>ShareExpired</c>.</exception>
    internal async Task<OpenItem> OpenReceivedAsync(
        ItemBody item,
        IReadOnlyList<SlotBody> slots,
        IReadOnlyList<ClassificationNodeBody> nodes,
        ShareBody share,
        CancellationToken cancel)
    {
        RequireReadable(item, slots, share);
        return new OpenItem(item, slots, share, await _keys.OfShareAsync(share, cancel).ConfigureAwait(false)) { Nodes = nodes };
    }

    /// <summary>Makes sure that the values of a received item are there to be read.</summary>
    /// <param name="item">The item.</param>
    /// <param name="slots">Its slots.</param>
    /// <param name="share">The share that serves it.</param>
    /// <exception cref="MeecoException"><c>ShareNotAccepted</c>, <c>ShareRejected</c>, <c>ShareExpired</c>.</exception>
    internal static void RequireReadable(ItemBody item, IReadOnlyList<SlotBody> slots, ShareBody share)
    {
        var refusal = ShareMapping.Acceptance(share) switch
        {
            AcceptanceStatus.Required => ClientErrors.ShareNotAccepted(share.Id, share.Terms),
            AcceptanceStatus.Rejected => ClientErrors.ShareRejected(share.Id),

            // An item that has slots and shows none is withheld: without a key it must not pass for one under the own DEK.
            _ when slots.Count == 0 && item.SlotIds.Count > 0 => ClientErrors.ShareExpired(share.Id),
            _ => null,
        };
        if (refusal is not null)
        {
            throw refusal;
        }
    }

    private MeecoItem ReadOwn(ItemResponse answer)
    {
        session.Names.Note(answer);
        return ItemReader.Read(answer.Item, answer.Slots, session.Keys.Dek, share: null) with
        {
            Classifications = ClassificationService.Pick(answer.Item.ClassificationNodeIds, answer.ClassificationNodes),
        };
    }

    private PutItemsSlot Change(SlotInput slot)
    {
        var sealedValue = Seal(slot);
        return new PutItemsSlot
        {
            Id = slot.Id,
            Name = slot.Name,
            Label = slot.Label,
            SlotTypeName = slot.Type,
            EncryptedValue = new Maybe<string?>(sealedValue),

            // The only sign for "clear" that servers of the newest API know (docs/WIRE.md 4.3.2).
            Value = sealedValue is null ? "" : null,
        };
    }

    private static PutItemsSlot Remove(string slot) => Identifiers.IsId(slot)
        ? new PutItemsSlot { Id = slot, Destroy = true }
        : new PutItemsSlot { Name = slot, Destroy = true };

    private string? Seal(SlotInput slot) => Ciphers.Seal($"The value of the slot '{slot}'", session.Keys.Dek, slot.Value);
}
