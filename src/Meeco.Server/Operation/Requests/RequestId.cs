using Meeco.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Meeco.Server.Operation.Requests;

/// <summary>
/// What a request is called in the log, in traces and in its answer: the trace id of W3C, the caller's own where he sent
/// <c>traceparent</c>.
/// </summary>
internal static class RequestId
{
    /// <summary>The id of a request.</summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Names the request in its answer.</summary>
    public static Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var id = Of(context);
        context.Response.OnStarting(() =>
        {
            // Not before: whatever fails on the way empties the answer's headers.
            context.Response.Headers[WireHeaders.RequestId] = id;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
