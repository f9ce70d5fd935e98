using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meeco.Server.Shares;

/// <summary>Shares as seen by their parties (docs/WIRE.md 4.7).</summary>
internal static class SharesEndpoints
{
    public static void MapShares(this IEndpointRouteBuilder app)
    {
        var vault = app.MapVault().WithTags("Shares");
        vault.MapGet("/incoming_shares", ListIncomingAsync).WithPaging().WithSummary("The shares that the caller received.");
        vault.MapGet("/incoming_shares/{id}", GetIncomingAsync).WithSummary("One received share.");
        vault.MapGet("/incoming_shares/{id}/item", GetIncomingItemAsync).WithSummary("A received share with the caller's copy of the item.");
        vault.MapPut("/incoming_shares/{id}/accept", AcceptAsync).WithSummary("Accepts a share and its terms.");
        vault.MapPut("/incoming_shares/{id}/reject", RejectAsync).WithSummary("Rejects a share that waits for acceptance.");
        vault.MapGet("/outgoing_shares", ListOutgoingAsync).WithPaging().WithSummary("The shares that the caller made.");
        vault.MapGet("/outgoing_shares/{id}", GetOutgoingAsync).WithSummary("One share that the caller made.");
        vault.MapPut("/shares", ReconfigureAsync).WithSummary("Changes mode and expiry of shares, all or none.");
        vault.MapPatch("/shares", PatchAsync).WithIfMatch().WithSummary("Creates, ends and reconfigures shares, all or nothing.");
        vault.MapDelete("/shares/{id}", DeleteAsync).WithSummary("Ends a share and the on-shares under it.");
    }

    private static Task<SharePageResponse> ListIncomingAsync(
        VaultCaller caller,
        [AsParameters] IncomingShareFilter filter,
        PageRequest page,
        ShareListing listing,
        CancellationToken cancel) => listing.IncomingAsync(caller, filter, page, cancel);

    private static Task<SharePageResponse> ListOutgoingAsync(
        VaultCaller caller,
        [AsParameters] OutgoingShareFilter filter,
        PageRequest page,
        ShareListing listing,
        CancellationToken cancel) => listing.OutgoingAsync(caller, filter, page, cancel);

    private static async Task<ShareResponse> GetIncomingAsync(
        string id,
        VaultCaller caller,
        ShareListing listing,
        ShareViews views,
        CancellationToken cancel) =>
        Answer(await listing.FindIncomingAsync(caller, id, cancel), caller, views);

    private static async Task<ShareResponse> GetOutgoingAsync(
        string id,
        VaultCaller caller,
        ShareListing listing,
        ShareViews views,
        CancellationToken cancel) =>
        Answer(await listing.FindOutgoingAsync(caller, id, cancel), caller, views);

    private static async Task<ShareWithItemResponse> GetIncomingItemAsync(
        string id,
        VaultCaller caller,
        HttpResponse response,
        Transactions transactions,
        ShareListing listing,
        ReceivedItems received,
        ShareViews views,
        CancellationToken cancel)
    {
        var (share, content) = await transactions.ReadAsync(
            async inner =>
            {
                var share = await listing.FindIncomingAsync(caller, id, inner);

                // With a rejected share the item left the recipient, by this door too.
                return share.Acceptance != Acceptance.Rejected
                    && await received.FindAsync(caller, share.ReceivedItemKey, inner) is { } content
                        ? (share, content)
                        : throw Refuse.NotFound("share");
            },
            cancel);
        var body = views.Body(share, caller.UserKey);
        string? servedBy = null;
        if (content.Item.Version is { } version)
        {
            response.Headers.ETag = VersionTag.Format(version);
            servedBy = content.Item.ShareId;
        }

        return new ShareWithItemResponse
        {
            Share = body,
            ItemSharedViaAnotherShareId = servedBy == body.Id ? null : servedBy,
            Item = content.Item,
            Slots = content.Slots,
            ClassificationNodes = content.ClassificationNodes,
            Attachments = content.Attachments,
            Thumbnails = content.Thumbnails,
        };
    }

    private static Task<ShareResponse> AcceptAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ShareConsent consent,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(async inner => Answer(await consent.AcceptAsync(caller, id, inner), caller, views), cancel);

    private static Task<ShareResponse> RejectAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ShareConsent consent,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(async inner => Answer(await consent.RejectAsync(caller, id, inner), caller, views), cancel);

    private static Task<SharesResponse> ReconfigureAsync(
        PutSharesRequest request,
        VaultCaller caller,
        Transactions transactions,
        ShareReconfiguration reconfiguration,
        ShareLimit limit,
        ShareViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                limit.Require(request.Shares?.Count ?? 0);
                var shares = await reconfiguration.ApplyAsync(caller, request.Shares ?? [], inner);
                return new SharesResponse { Shares = [.. shares.Select(share => views.Body(share, caller.UserKey))] };
            },
            cancel);

    private static Task<Ok<PatchSharesResponse>> PatchAsync(
        PatchSharesRequest request,
        VaultCaller caller,
        HttpRequest http,
        Transactions transactions,
        SharesPatch patch,
        ShareLimit limit,
        CancellationToken cancel)
    {
        limit.Require(
            (request.SharesToCreate?.Count ?? 0) + (request.SharesToDelete?.Count ?? 0) + (request.SharesToReconfigure?.Count ?? 0));
        return transactions.WriteAsync(
            async inner => TypedResults.Ok(await patch.ApplyAsync(caller, request, http.ExpectedVersion(), inner)),
            cancel);
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ShareReconfiguration reconfiguration,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => reconfiguration.EndAsync(caller, [id], inner), cancel);
        return TypedResults.NoContent();
    }

    private static ShareResponse Answer(Share share, VaultCaller caller, ShareViews views) =>
        new() { Share = views.Body(share, caller.UserKey) };
}
