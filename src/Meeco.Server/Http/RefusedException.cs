using System.Text.Json.Nodes;

namespace Meeco.Server.Http;

/// <summary>
/// A request that a rule forbids. Thrown inside a transaction it undoes it; the caller gets status, code and message
/// in the wire's error body (docs/WIRE.md 1.6). Never carries a secret. Made by <see cref="Refuse"/>.
/// </summary>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>One of the wire's <c>ErrorCodes</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What <c>extra_info</c> says beside the message: the member that failed, the ids concerned.</summary>
    public JsonObject ExtraInfo { get; init; } = [];

    /// <summary>When to try again, for 429 and 503.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
