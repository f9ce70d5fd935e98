using System.Collections.Concurrent;

namespace Meeco.Benchmarks.Soak;

/// <summary>Counts what all users send, and how long each answer took.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentBag<double> _times = [];
    private int _errors;

    /// <summary>Requests that were answered.</summary>
    public int Count => _times.Count;

    /// <summary>Answers that say the server failed, and requests without an answer.</summary>
    public int Errors => Volatile.Read(ref _errors);

    /// <summary>How long each took, in milliseconds, the shortest first.</summary>
    public IReadOnlyList<double> Times => [.. _times.Order()];

    /// <summary>A transport that is counted.</summary>
    public HttpMessageHandler Transport() => new Handler(this);

    private sealed class Handler(RequestCounter counter) : DelegatingHandler(SecureTransport.Create())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var begun = TimeProvider.System.GetTimestamp();
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                counter._times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
                if ((int)answer.StatusCode >= 500)
                {
                    Interlocked.Increment(ref counter._errors);
                }

                return answer;
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref counter._errors);
                throw;
            }
        }
    }
}
