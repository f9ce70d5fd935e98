using System.Net;
using Polly;

namespace Meeco.Client.Tests.Fixtures;

/// <summary>Calls that go through a pacer and are answered when a test says so.</summary>
internal sealed class PacedCalls : IDisposable
{
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly Queue<TaskCompletionSource<HttpResponseMessage>> _inFlight = [];
    private readonly SemaphoreSlim _oneMore = new(0);

    public PacedCalls(CallPacer pacer)
    {
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddStrategy(_ => pacer, new Options()).Build();
    }

    /// <summary>How many have gone out so far.</summary>
    public int Sent { get; private set; }

    /// <summary>How many were on their way at the same time since this was last set to zero.</summary>
    public int Peak { get; set; }

    public Task Start() => StartImpatient(TestContext.Current.CancellationToken);

    public Task StartImpatient(CancellationToken cancel) => _pipeline.ExecuteAsync(SendAsync, cancel).AsTask();

    /// <summary>Waits until so many have gone out.</summary>
    public async Task SentAsync(int calls)
    {
        while (Sent < calls)
        {
            await _oneMore.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Answers those that went out first.</summary>
    public void Finish(int calls, HttpStatusCode status)
    {
        for (var call = 0; call < calls; call++)
        {
            TaskCompletionSource<HttpResponseMessage> first;
            lock (_inFlight)
            {
                first = _inFlight.Dequeue();
            }

            first.SetResult(new HttpResponseMessage(status));
        }
    }

    public void Dispose() => _oneMore.Dispose();

    private async ValueTask<HttpResponseMessage> SendAsync(CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        lock (_inFlight)
        {
            _inFlight.Enqueue(answer);
            Sent++;
            Peak = Math.Max(Peak, _inFlight.Count);
        }

        _oneMore.Release();
        return await answer.Task.WaitAsync(cancel);
    }

    private sealed class Options : ResilienceStrategyOptions;
}
