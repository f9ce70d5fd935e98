using System.Net;

namespace Meeco;

/// <summary>A refusal that came from the server.</summary>
public sealed class MeecoServerException : MeecoException
{
    internal MeecoServerException(
        string errorId,
        MeecoErrorCategory category,
        string message,
        string recommendedAction,
        HttpStatusCode status,
        string? code,
        TimeSpan? retryAfter)
        : base(errorId, category, message, recommendedAction)
    {
        Status = status;
        Code = code;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The machine-readable code of the answer in the wire's spelling, for example <c>not_found</c>; null if it gave none.</summary>
    public string? Code { get; }

    /// <summary>Which of the shares in the request was refused, from 0; null if the server did not say (rule 42).</summary>
    internal int? ShareIndex { get; init; }

    /// <summary>What the request is called in the server's log, for whoever asks its operator; null if the server did not say.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>After which time the server wants to be asked again; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
