using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which item is meant: the object itself, or its id or exact label.</summary>
public sealed class ItemIdentity
{
    /// <summary>Means this item.</summary>
    /// <param name="item">The item.</param>
    public ItemIdentity(MeecoItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        (Reference, Source) = (item.Id, item);
    }

    /// <summary>Means the item that a file says is to be changed.</summary>
    /// <param name="update">What is to change.</param>
    public ItemIdentity(MeecoItemUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        (Reference, Source) = (update.ItemId, update);
    }

    /// <summary>Means the item that a file says is to be shared.</summary>
    /// <param name="request">What is to be shared.</param>
    public ItemIdentity(MeecoShareRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (Reference, Source) = (request.ItemId, request);
    }

    /// <summary>Means the item of this share: of an incoming one the recipient's copy.</summary>
    /// <param name="share">The share.</param>
    public ItemIdentity(MeecoShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        (Reference, Source) = (share.ItemId, share);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public ItemIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by its exact label.</summary>
    /// <param name="text">Not empty.</param>
    public ItemIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>What a file says is to be changed; null where the item comes from no file.</summary>
    internal ItemChanges? Changes => Source switch
    {
        MeecoItemUpdate update => update.Changes,
        MeecoItem item => item.Changes,
        _ => null,
    };

    /// <summary>The id or name to look for.</summary>
    internal string Reference { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>The item's id, for the user who gave it, where nothing need be asked for it; else null.</summary>
    internal string? KnownId => Source is not MeecoShare { Direction: ShareDirection.Incoming } && Identifiers.IsId(Reference) ? Reference : null;

    /// <summary>Finds the item's id, for the user of a session.</summary>
    internal async Task<string> ResolveIdAsync(MeecoSession session, CancellationToken cancel)
    {
        // A recipient cannot read by the owner's id, which is the one that a share names.
        return Source is MeecoShare { Direction: ShareDirection.Incoming } share
            ? await session.Shares.ResolveItemIdAsync(share.Id, cancel).ConfigureAwait(false)
            : await session.Items.ResolveIdAsync(Reference, cancel).ConfigureAwait(false);
    }

    /// <summary>Finds the ids of several items, one after the other.</summary>
    internal static async Task<IReadOnlyList<string>> ResolveIdsAsync(
        IReadOnlyCollection<ItemIdentity> identities, MeecoSession session, CancellationToken cancel)
    {
        var ids = new List<string>(identities.Count);
        foreach (var identity in identities)
        {
            ids.Add(await identity.ResolveIdAsync(session, cancel).ConfigureAwait(false));
        }

        return ids;
    }

    /// <summary>Reads the item.</summary>
    internal async Task<MeecoItem> GetAsync(MeecoSession session, CancellationToken cancel)
    {
        if (Source is MeecoShare { Direction: ShareDirection.Incoming } share)
        {
            return await session.Shares.GetItemAsync(share.Id, cancel).ConfigureAwait(false);
        }

        var id = await ResolveIdAsync(session, cancel).ConfigureAwait(false);
        return await session.Items.GetAsync(id, cancel).ConfigureAwait(false);
    }
}
