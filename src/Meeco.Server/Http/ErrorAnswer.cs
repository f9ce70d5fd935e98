using System.Text.Json;
using Meeco.Wire;

namespace Meeco.Server.Http;

/// <summary>Writes the wire's error body (docs/WIRE.md 1.6).</summary>
internal static class ErrorAnswer
{
    /// <summary>Answers with the refusal's status, headers and body.</summary>
    public static async Task WriteAsync(HttpContext context, RefusedException refusal)
    {
        var body = new ErrorBody
        {
            Errors =
            [
                new ErrorEntry
                {
                    Error = refusal.Code,
                    HttpCode = refusal.Status,
                    Message = refusal.Message,
                    ExtraInfo = JsonElement.Parse(refusal.ExtraInfo.ToJsonString()),
                },
            ],
        };
        context.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = FormattableString.Invariant($"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):F0}");
        }

        await context.Response.WriteAsJsonAsync(body, WireJson.ForResponses.ErrorBody, contentType: null, context.RequestAborted);
    }
}
