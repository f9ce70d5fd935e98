using Meeco.Server.Storage;

namespace Meeco.Server.Http;

/// <summary>
/// Marks endpoints whose work is <see cref="Transactions.WriteApartAsync"/>, for whoever begins the transaction before the endpoint does.
/// </summary>
internal static class LockingWork
{
    /// <summary>The endpoint locks what it depends on.</summary>
    public static RouteHandlerBuilder LocksWhatItNeeds(this RouteHandlerBuilder endpoint) => endpoint.LocksWhatItNeeds(static _ => true);

    /// <summary>The endpoint locks what it depends on for such requests.</summary>
    public static RouteHandlerBuilder LocksWhatItNeeds(this RouteHandlerBuilder endpoint, Func<HttpContext, bool> forRequest) =>
        endpoint.WithMetadata(new Mark(forRequest));

    /// <summary>Whether the work of this request does.</summary>
    public static bool Is(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Mark>()?.ForRequest(http) == true;

    private sealed record Mark(Func<HttpContext, bool> ForRequest);
}
