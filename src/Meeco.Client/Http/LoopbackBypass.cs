using System.Net;

namespace Meeco;

/// <summary>
/// A proxy that is not asked for this machine's own addresses. Plain http is allowed there because nobody else can
/// listen; through the proxy of an environment variable, session tokens would leave the machine in clear.
/// </summary>
/// <param name="others">The proxy for all other addresses.</param>
internal sealed class LoopbackBypass(IWebProxy others) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => others.Credentials;
        set => others.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : others.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || others.IsBypassed(host);
}
