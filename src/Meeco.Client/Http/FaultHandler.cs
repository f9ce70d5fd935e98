using System.Net.Sockets;
using Polly.Timeout;

namespace Meeco;

/// <summary>Turns whatever can go wrong with a call into a <see cref="MeecoException"/>, so that no library shows through.</summary>
/// <param name="settings">How to talk.</param>
/// <param name="isEnded">Whether the session was ended.</param>
/// <param name="carriesBytes">Whether what is called is no API but a store: it redirects, and answers with nothing or anything.</param>
internal sealed class FaultHandler(ClientSettings settings, Func<bool> isEnded, bool carriesBytes = false) : DelegatingHandler
{
    /// <summary>A request option: the answer has no body that matters.</summary>
    public const string MayBeEmpty = "meeco.may-be-empty";

    private const string Null = "null";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            throw ClientErrors.TimedOut(address);
        }
        catch (HttpRequestException fault)
            when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw ClientErrors.AnswerTooLarge(settings.MaxResponseBytes);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw ClientErrors.ServerUnreachable(address, Describe(fault));
        }
        catch (Exception fault) when (fault is ObjectDisposedException || (fault is OperationCanceledException && isEnded()))
        {
            // Another thread ended the session under this call, which cancels what is in flight.
            throw ClientErrors.SessionEnded();
        }

        if (carriesBytes && (response.IsSuccessStatusCode || IsRedirection(request, response)))
        {
            return response;
        }

        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await ServerErrors.FromAsync(response, settings.Time, cancellationToken).ConfigureAwait(false);
            }
        }

        if (request.Method != HttpMethod.Delete
            && !(request.Options as IDictionary<string, object?>).ContainsKey(MayBeEmpty)
            && !await HasValueAsync(response, cancellationToken).ConfigureAwait(false))
        {
            response.Dispose();
            throw ClientErrors.NotTheProtocol("it is empty.");
        }

        return response;
    }

    /// <summary>Every call but a deletion, and those that say otherwise, is answered with a JSON value; the body is in memory already.</summary>
    private static async Task<bool> HasValueAsync(HttpResponseMessage response, CancellationToken cancel) =>
        response.Content.Headers.ContentLength > Null.Length
        || (await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)).Trim() is not ("" or Null);

    // What is sent must not go on to where nobody chose; what is fetched is checked.
    private static bool IsRedirection(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Method == HttpMethod.Get
        && (int)response.StatusCode is >= 300 and < 400
        && response.Headers.Location is not null;

    private static string Describe(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "its certificate is not trusted, or it speaks no TLS.",
        { InnerException: SocketException socket } => socket.Message,
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"{http.HttpRequestError}.",
        _ => "the connection broke.",
    };
}
