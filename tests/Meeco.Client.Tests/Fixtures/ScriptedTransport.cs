using System.Net;
using System.Text;

namespace Meeco.Client.Tests.Fixtures;

/// <summary>Answers calls as a test says, and remembers them.</summary>
internal sealed class ScriptedTransport : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly List<SeenCall> _calls = [];

    public IReadOnlyList<SeenCall> Calls => _calls;

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>The next call is answered like this; the last answer also serves every later call.</summary>
    public ScriptedTransport Answer(HttpStatusCode status, string body = "{}") => Then(() => Json(body, status));

    public ScriptedTransport Then(Func<HttpResponseMessage> answer) => Then((_, _) => Task.FromResult(answer()));

    public ScriptedTransport Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        lock (_calls)
        {
            _calls.Add(new SeenCall(
                $"{request.Method} {request.RequestUri!.PathAndQuery}",
                body,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value))));
        }

        var answer = _script.Count > 1 ? _script.Dequeue() : _script.Peek();
        return await answer(request, cancellationToken);
    }

    /// <param name="Line">Method, path and query.</param>
    /// <param name="Body">The body as text; null without one.</param>
    /// <param name="Headers">The headers that are not those of the body.</param>
    internal sealed record SeenCall(string Line, string? Body, IReadOnlyDictionary<string, string> Headers);
}
