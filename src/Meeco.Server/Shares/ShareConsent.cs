using Meeco.Server.ClientTasks;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>The recipient's answer to a share that asks for one (rule 25, decision rejecting). Call it inside a transaction.</summary>
internal sealed class ShareConsent(MeecoDb db, PublicIds ids, ClientTaskQueue queue, ShareEvents events, TimeProvider clock)
{
    /// <summary>Accepts; where nothing is asked, or he accepted before, nothing changes.</summary>
    /// <exception cref="RefusedException">404: not his. 409: rejected before, or over.</exception>
    public async Task<Share> AcceptAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var share = await FindAsync(caller, id, cancel);
        if (share.Acceptance == Acceptance.Rejected)
        {
            throw Refuse.Conflict(ErrorCodes.ShareRejected, "The share was rejected.");
        }

        if (share.Acceptance == Acceptance.Required)
        {
            share.Acceptance = share.IsOver(clock.GetUtcNow())
                ? throw Refuse.Conflict(ErrorCodes.ShareExpired, "The share has expired.")
                : Acceptance.Accepted;
            await events.TellPartiesAsync(caller, EventTypes.ShareAccepted, [share.Key], cancel);
        }

        return share;
    }

    /// <summary>Rejects; rejecting again changes nothing.</summary>
    /// <exception cref="RefusedException">404: not his. 409: accepted, or nothing is asked.</exception>
    public async Task<Share> RejectAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var share = await FindAsync(caller, id, cancel);
        if (share.Acceptance is Acceptance.Accepted or Acceptance.NotRequired)
        {
            throw Refuse.Conflict(ErrorCodes.ShareNotRejectable, "Only a share that waits for acceptance can be rejected.");
        }

        if (share.Acceptance == Acceptance.Required)
        {
            await db.LockItemsAsync([share.ItemKey], cancel);
            share.Acceptance = Acceptance.Rejected;
            await db.SaveChangesAsync(cancel);
            await queue.CloseWithoutSharesAsync([share.ItemKey], cancel);
            await events.TellPartiesAsync(caller, EventTypes.ShareRejected, [share.Key], cancel);
        }

        return share;
    }

    private async Task<Share> FindAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        ids.Decode(id, IdKind.Share) is { } key
        && await db.Shares.SingleOrDefaultAsync(share => share.Key == key && share.RecipientKey == caller.UserKey, cancel) is { } share
            ? share
            : throw Refuse.NotFound("share");
}
