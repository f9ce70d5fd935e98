namespace Meeco.Client.Tests.Fixtures;

/// <summary>Stands between client and server: counts calls, and lets a test meddle with some.</summary>
internal sealed class HookedTransport : DelegatingHandler
{
    private readonly Func<Call, Task<HttpResponseMessage>> _hook;
    private readonly List<string> _lines = [];

    public HookedTransport(Func<Call, Task<HttpResponseMessage>>? hook = null)
        : base(SecureTransport.Create())
    {
        _hook = hook ?? (call => call.SendAsync());
    }

    /// <summary>Method and path of every call so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        lock (_lines)
        {
            _lines.Add(line);
        }

        return _hook(new Call(line, request, () => base.SendAsync(request, cancellationToken)));
    }

    /// <param name="Line">Method and path.</param>
    /// <param name="Request">The request.</param>
    /// <param name="SendAsync">Sends it on.</param>
    internal sealed record Call(string Line, HttpRequestMessage Request, Func<Task<HttpResponseMessage>> SendAsync);
}
