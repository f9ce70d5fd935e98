using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Server.Attachments;
using Meeco.Server.Operation.Requests;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Http;

/// <summary>Turns every exception of a request into the wire's error body; an unforeseen one tells the caller nothing.</summary>
internal sealed partial class ErrorHandler(ILogger<ErrorHandler> logger) : IExceptionHandler
{
    // SQLite's own numbers for "another connection holds the lock".
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            RefusedException refused => refused,
            BadHttpRequestException bad => FromBadRequest(bad),
            SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => Refuse.Busy(),
            DbUpdateException { InnerException: SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } } => Refuse.Busy(),
            BlobStoreUnavailableException fault => Unavailable(fault),
            not UnknownOutcomeException when PostgresErrors.IsBusy(exception) => Refuse.Busy(),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => null,
            ConnectionResetException => null,
            _ => Unforeseen(httpContext, exception),
        };
        if (refusal is not null)
        {
            await ErrorAnswer.WriteAsync(httpContext, refusal);
        }

        return true;
    }

    /// <summary>Answers for what has no exception and no body: an unknown path, a method that a path does not have, a body over the limit.</summary>
    public static Task WriteEmptyStatusAsync(HttpContext context) =>
        ErrorAnswer.WriteAsync(context, FromStatus(context.Response.StatusCode));

    private static RefusedException FromStatus(int status)
    {
        var code = status switch
        {
            StatusCodes.Status404NotFound => ErrorCodes.NotFound,
            StatusCodes.Status405MethodNotAllowed => ErrorCodes.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => ErrorCodes.PayloadTooLarge,
            _ => ErrorCodes.BadRequest,
        };
        return new RefusedException(status, code, $"{ReasonPhrases.GetReasonPhrase(status)}.");
    }

    private static RefusedException FromBadRequest(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            // The serializer's own message names types of this program; the place is what helps the caller.
            var place = json.Path ?? "$";
            var refusal = Refuse.BadRequest(place, $"The JSON at {place} is malformed, or its value is not of the kind that belongs there.");
            refusal.ExtraInfo["line"] = json.LineNumber + 1;
            refusal.ExtraInfo["byte"] = json.BytePositionInLine;
            return refusal;
        }

        return bad.StatusCode == StatusCodes.Status400BadRequest
            ? new RefusedException(bad.StatusCode, ErrorCodes.BadRequest, bad.Message)
            : FromStatus(bad.StatusCode);
    }

    private RefusedException Unavailable(BlobStoreUnavailableException fault)
    {
        LogBlobStoreUnavailable(fault);
        return Refuse.Busy();
    }

    private RefusedException Unforeseen(HttpContext context, Exception exception)
    {
        LogUnforeseen(exception, context.Request.Method, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName ?? "an unknown path");
        return new RefusedException(
            StatusCodes.Status500InternalServerError,
            ErrorCodes.InternalError,
            "The server failed. The failure was logged.")
        {
            ExtraInfo = new JsonObject { ["request_id"] = RequestId.Of(context) },
        };
    }

    // The endpoint's pattern and not the path, for paths hold invitation tokens.
    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
    private partial void LogUnforeseen(Exception exception, string method, string endpoint);

    [LoggerMessage(LogLevel.Warning, "The store of the files cannot be used.")]
    private partial void LogBlobStoreUnavailable(Exception fault);
}
