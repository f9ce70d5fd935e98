using System.Net.Sockets;
using Polly.Timeout;

namespace Meeco;

/// <summary>Turns whatever can go wrong with a call into a <see cref="MeecoException"/>, so that no library shows through.</summary>
internal sealed class FaultHandler(ClientSettings settings) : DelegatingHandler
{
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
        catch (ObjectDisposedException)
        {
            throw ClientErrors.SessionEnded();
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ServerErrors.FromAsync(response, settings.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Describe(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "its certificate is not trusted, or it speaks no TLS.",
        { InnerException: SocketException socket } => socket.Message,
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"{http.HttpRequestError}.",
        _ => "the connection broke.",
    };
}
