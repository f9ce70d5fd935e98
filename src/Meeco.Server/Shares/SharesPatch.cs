using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// Creates, ends and reconfigures shares in one go, all of it or nothing (rule 34). Creation comes first, so that a
/// recipient whose share is replaced by another keeps his copy and its ids.
/// </summary>
internal sealed class SharesPatch(MeecoDb db, ShareCreation creation, ShareReconfiguration reconfiguration, ShareViews views)
{
    /// <summary>Does what the request names. Call it inside a transaction.</summary>
    /// <param name="caller">A party of each share, and who shares the item.</param>
    /// <param name="request">What is to be done; each part may be left out.</param>
    /// <param name="expectedVersion">The version of the item that the caller read; null when he does not say.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">What creation, ending and reconfiguration refuse.</exception>
    public async Task<PatchSharesResponse> ApplyAsync(
        VaultCaller caller,
        PatchSharesRequest request,
        long? expectedVersion,
        CancellationToken cancel)
    {
        // Without an item nothing is created, whatever else the request says (sdk SharesApi).
        var created = string.IsNullOrEmpty(request.ItemToShareId)
            ? []
            : (await creation.CreateAsync(
                caller, request.ItemToShareId, request.SharesToCreate ?? [], skipExisting: false, expectedVersion, cancel)).Shares;
        await reconfiguration.EndAsync(caller, request.SharesToDelete ?? [], cancel);
        var reconfigured = await reconfiguration.ApplyAsync(caller, request.SharesToReconfigure ?? [], cancel);
        await RequireStandingAsync(created, cancel);
        return new PatchSharesResponse
        {
            CreatedShares = [.. created.Select(share => views.Body(share, caller.UserKey))],
            DeletedShareIds = request.SharesToDelete ?? [],
            ReconfiguredShares = [.. reconfigured.Select(share => views.Body(share, caller.UserKey))],
        };
    }

    private async Task RequireStandingAsync(IReadOnlyList<Share> created, CancellationToken cancel)
    {
        var keys = created.Select(share => share.Key).ToList();
        if (await db.Shares.CountAsync(share => keys.Contains(share.Key), cancel) < created.Count)
        {
            throw Refuse.Invalid("shares_to_delete", "A share that is to be created comes from one that is to be deleted.");
        }
    }
}
