using System.Net;
using Meeco.Wire;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Meeco;

/// <summary>
/// Gives a call and every try of it a time limit, reads its answer whole, and repeats calls that fail for reasons that pass,
/// provided that repeating them has no second effect.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new(nameof(Call));

    private readonly ClientSettings _settings;
    private readonly CallPacer _pacer;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <summary>Says how calls are made.</summary>
    /// <param name="settings">How to talk.</param>
    /// <param name="pacer">Holds calls back when the server takes no more.</param>
    public ResilienceHandler(ClientSettings settings, CallPacer pacer)
    {
        _settings = settings;
        _pacer = pacer;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = settings.Time }
            .AddTimeout(settings.CallTimeout)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                Name = "limit",

                // The pacer waits, and the time for the whole call is the end of it.
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.Zero,
                ShouldHandle = arguments => ValueTask.FromResult(
                    Of(arguments.Context).LimitedFor is { } wait && HasTimeFor(wait, Of(arguments.Context))),
                OnRetry = arguments => Discard(arguments.Outcome),
            })
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                Name = "fault",
                MaxRetryAttempts = settings.MaxRetries,
                Delay = settings.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(Of(arguments.Context), arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter.Of(arguments.Outcome.Result, settings.Time)),
                OnRetry = arguments =>
                {
                    pacer.Announce(new CallWait(
                        ReasonOf(arguments.Outcome), Of(arguments.Context).Request.RequestUri, arguments.RetryDelay));
                    return Discard(arguments.Outcome);
                },
            })
            .AddStrategy(_ => pacer, new PacerOptions())
            .AddTimeout(settings.TryTimeout)
            .Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        var call = new Call(request, _settings.Time);
        try
        {
            context.Properties.Set(CallKey, call);
            return await _pipeline.ExecuteAsync(TryAsync, context).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException) when (call.LimitedFor is not null)
        {
            throw ClientErrors.LimitedTooLong(request.RequestUri, _settings.CallTimeout);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(ResilienceContext context)
    {
        var call = Of(context);
        var isRepeated = call.MayHaveHadEffect;
        (call.MayHaveHadEffect, call.LimitedFor) = (true, null);
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

        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            // It says that nothing was done (docs/WIRE.md 1.8).
            call.MayHaveHadEffect = isRepeated;
            SlowDown(call, response);
        }

        // What an earlier try deleted cannot be found: its answer was lost, not its effect.
        if (isRepeated
            && call.Request.Method == HttpMethod.Delete
            && response.StatusCode == HttpStatusCode.NotFound)
        {
            response.StatusCode = HttpStatusCode.NoContent;
        }

        return response;
    }

    private void SlowDown(Call call, HttpResponseMessage response)
    {
        var told = RetryAfter.Of(response, _settings.Time)
            ?? _settings.RetryDelay * Math.Pow(2, Math.Min(call.TimesLimited, 10));
        if (told > _settings.MaxRetryAfter)
        {
            return;
        }

        // Never sooner than told, and not at the same moment as everybody else who was told so.
        var wait = told * (1 + (_settings.RetryJitter * Random.Shared.NextDouble()));
        call.TimesLimited++;
        call.LimitedFor = wait;
        if (HasTimeFor(wait, call))
        {
            _pacer.Pause(call.Request.RequestUri, wait);
        }
    }

    private bool HasTimeFor(TimeSpan wait, Call call) => call.Running + wait < _settings.CallTimeout;

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

        // An answer that breaks off while it is read into a buffer of ours is a plain IOException.
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => call.IsRepeatable,
        { Result: { } response } => call.IsRepeatable && IsPassing(call, response),
        _ => false,
    };

    private bool IsPassing(Call call, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout
        && (RetryAfter.Of(response, _settings.Time) is not { } wait
            || (wait <= _settings.MaxRetryAfter && HasTimeFor(wait, call)));

    private static CallWaitReason ReasonOf(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: TimeoutRejectedException } => CallWaitReason.Silent,
        { Exception: not null } => CallWaitReason.Unreachable,
        _ => CallWaitReason.Failing,
    };

    private static Call Of(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private static ValueTask Discard(Outcome<HttpResponseMessage> outcome)
    {
        outcome.Result?.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class PacerOptions : ResilienceStrategyOptions;

    private sealed class Call(HttpRequestMessage request, TimeProvider time)
    {
        private readonly long _began = time.GetTimestamp();

        public HttpRequestMessage Request { get; } = request;

        public TimeSpan Running => time.GetElapsedTime(_began);

        /// <summary>Whether a try before this one was sent and may have been done.</summary>
        public bool MayHaveHadEffect { get; set; }

        /// <summary>How often the server took no more.</summary>
        public int TimesLimited { get; set; }

        /// <summary>How long the server wants to be left alone, if it said so last.</summary>
        public TimeSpan? LimitedFor { get; set; }

        public bool IsRepeatable { get; } =
            request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Put
            || request.Method == HttpMethod.Delete
            || request.Headers.Contains(WireHeaders.IdempotencyKey);
    }
}
