using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Events;

/// <summary>What happened to the caller's items, shares, connections and sessions (docs/WIRE.md 4.11, rule 79).</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var events = app.MapVault().WithTags("Events");
        events.MapGet("/event_feed", ListEventsAsync).WithPaging().WithSummary("What happened, newest first.");
        events.MapGet("/activities", ListActivitiesAsync).WithPaging().WithSummary("The same under its other name.");
    }

    private static async Task<EventFeedResponse> ListEventsAsync(
        VaultCaller caller,
        PageRequest page,
        EventListing listing,
        CancellationToken cancel)
    {
        var found = await listing.ListAsync(caller, page, cancel);
        return new EventFeedResponse { Events = found.Events, NextPageAfter = found.Next, Meta = found.Meta };
    }

    private static async Task<ActivitiesResponse> ListActivitiesAsync(
        VaultCaller caller,
        PageRequest page,
        EventListing listing,
        CancellationToken cancel)
    {
        var found = await listing.ListAsync(caller, page, cancel);
        return new ActivitiesResponse { Activities = found.Events, NextPageAfter = found.Next, Meta = found.Meta };
    }
}
