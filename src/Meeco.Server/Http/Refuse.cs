using System.Text.Json.Nodes;
using Meeco.Wire;

namespace Meeco.Server.Http;

/// <summary>Makes the refusals, so that each status and code is chosen in one place. Use: <c>throw Refuse.NotFound("item");</c></summary>
internal static class Refuse
{
    /// <summary>404: the record does not exist, or not for this caller; the two are not told apart (docs/WIRE.md 1.5).</summary>
    /// <param name="what">The kind of record in the wire's words.</param>
    public static RefusedException NotFound(string what) =>
        new(StatusCodes.Status404NotFound, ErrorCodes.NotFound, $"There is no such {what}.");

    /// <summary>400: the request cannot be understood.</summary>
    /// <param name="field">Where, as the caller spelled it.</param>
    /// <param name="reason">Why, as a sentence.</param>
    public static RefusedException BadRequest(string field, string reason) =>
        new(StatusCodes.Status400BadRequest, ErrorCodes.BadRequest, reason) { ExtraInfo = Field(field) };

    /// <summary>422: the request is understood and says something that cannot be.</summary>
    /// <inheritdoc cref="BadRequest"/>
    public static RefusedException Invalid(string field, string reason) =>
        new(StatusCodes.Status422UnprocessableEntity, ErrorCodes.ValidationFailed, reason) { ExtraInfo = Field(field) };

    /// <summary>422 with a code of its own.</summary>
    /// <inheritdoc cref="BadRequest"/>
    public static RefusedException Invalid(string code, string field, string reason) =>
        new(StatusCodes.Status422UnprocessableEntity, code, reason) { ExtraInfo = Field(field) };

    /// <summary>422: a text that must be cryppo is not (rule 2).</summary>
    public static RefusedException NotCryppo(string field) =>
        Invalid(ErrorCodes.InvalidCryppo, field, $"The value of {field} is not an encrypted value in the cryppo format.");

    /// <summary>401: no token, or one that is not (or no longer) good.</summary>
    public static RefusedException Unauthorized() =>
        new(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "A valid session token is needed.");

    /// <summary>403: the caller may see the record and not do this to it.</summary>
    public static RefusedException Forbidden(string code, string reason) =>
        new(StatusCodes.Status403Forbidden, code, reason);

    /// <summary>403: the operator has closed the caller's account.</summary>
    public static RefusedException UserDisabled() =>
        Forbidden(ErrorCodes.UserDisabled, "The operator of this server has disabled this account.");

    /// <summary>409: the record's state forbids it.</summary>
    public static RefusedException Conflict(string code, string reason) =>
        new(StatusCodes.Status409Conflict, code, reason);

    /// <summary>412: the item has moved on since the caller read it.</summary>
    public static RefusedException VersionConflict(long current) =>
        new(
            StatusCodes.Status412PreconditionFailed,
            ErrorCodes.ItemVersionConflict,
            "The item has changed since the version named in If-Match was read. Read it again.")
        {
            ExtraInfo = new JsonObject { ["version"] = current },
        };

    /// <summary>429: too many attempts.</summary>
    public static RefusedException RateLimited(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited, "There were too many failed attempts. Wait before the next one.")
        {
            RetryAfter = retryAfter,
        };

    /// <summary>429: too many requests, of whatever kind.</summary>
    public static RefusedException TooManyRequests(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited, "There were too many requests. Wait before the next one.")
        {
            RetryAfter = retryAfter,
        };

    /// <summary>503: the write lock was not free in time.</summary>
    public static RefusedException Busy() =>
        new(StatusCodes.Status503ServiceUnavailable, ErrorCodes.InternalError, "The server is busy. Try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    private static JsonObject Field(string field) => new() { ["field"] = field };
}
