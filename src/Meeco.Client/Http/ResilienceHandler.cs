using System.Net;
using Meeco.Wire;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Meeco;

/// <summary>
/// Gives every try of a call a time limit, reads its answer whole, and repeats calls that fail for reasons that pass,
/// provided that repeating them has no second effect.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new(nameof(Call));

    private readonly ClientSettings _settings;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public ResilienceHandler(ClientSettings settings)
    {
        _settings = settings;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = settings.Time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = settings.MaxRetries,
                Delay = settings.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    ShouldRepeat(arguments.Context.Properties.GetValue(CallKey, null!), arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter.Of(arguments.Outcome.Result, settings.Time)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(settings.TryTimeout)
            .Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            context.Properties.Set(CallKey, new Call(request));
            return await _pipeline.ExecuteAsync(TryAsync, context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(ResilienceContext context)
    {
        var call = context.Properties.GetValue(CallKey, null!);
        call.Tries++;
        var response = await base.SendAsync(call.Request, context.CancellationToken).ConfigureAwait(false);
        try
        {
            await (response.IsSuccessStatusCode && AnswerBuffer.Of(call.Request) is { } buffer
                ? buffer.FillAsync(response, context.CancellationToken)
                : response.Content.LoadIntoBufferAsync(_settings.MaxResponseBytes, context.CancellationToken))
                .ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        // What an earlier try deleted cannot be found: its answer was lost, not its effect.
        if (call.Tries > 1
            && call.Request.Method == HttpMethod.Delete
            && response.StatusCode == HttpStatusCode.NotFound)
        {
            response.StatusCode = HttpStatusCode.NoContent;
        }

        return response;
    }

    private bool ShouldRepeat(Call call, Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        // Nothing was sent, so nothing can happen twice.
        {
            Exception: HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            }
        } => true,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => false,
        { Exception: HttpRequestException or HttpIOException or TimeoutRejectedException } => call.IsRepeatable,
        { Result: { } response } => call.IsRepeatable && IsPassing(response),
        _ => false,
    };

    private bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout
        && !(RetryAfter.Of(response, _settings.Time) > _settings.MaxRetryAfter);

    private sealed class Call(HttpRequestMessage request)
    {
        public HttpRequestMessage Request { get; } = request;

        public int Tries { get; set; }

        public bool IsRepeatable { get; } =
            request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Put
            || request.Method == HttpMethod.Delete
            || request.Headers.Contains(WireHeaders.IdempotencyKey);
    }
}
