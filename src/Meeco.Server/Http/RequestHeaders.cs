using Meeco.Wire;

namespace Meeco.Server.Http;

/// <summary>Reads headers the way both generations of clients need it.</summary>
internal static class RequestHeaders
{
    /// <summary>The header's value; null when it is absent, empty or one of the texts <c>undefined</c> and <c>null</c>, which clients send for nothing.</summary>
    public static string? Optional(this HttpRequest request, string name) =>
        request.Headers[name].ToString().Trim() is { Length: > 0 } value and not ("undefined" or "null") ? value : null;

    /// <summary>Whether the caller is a client of 2020, which wants other shapes and other defaults (docs/WIRE.md 1.2).</summary>
    public static bool IsFrom2020(this HttpRequest request) => request.Optional(WireHeaders.ApiVersion) is not null;

    /// <summary>Whether the caller can do without what he changed being in the answer (RFC 7240).</summary>
    public static bool PrefersMinimal(this HttpRequest request) =>
        request.Headers.GetCommaSeparatedValues(WireHeaders.Prefer).Contains(WireHeaders.ReturnMinimal, StringComparer.OrdinalIgnoreCase);

    /// <summary>The item version that the caller read; null when he does not say.</summary>
    /// <exception cref="RefusedException">400: the header is there and holds no version.</exception>
    public static long? ExpectedVersion(this HttpRequest request) => request.Optional("If-Match") switch
    {
        null or "*" => null,
        var tag when VersionTag.TryParse(tag, out var version) => version,
        _ => throw Refuse.BadRequest("If-Match", "If-Match must hold one version of the item, as its ETag gave it."),
    };
}
