namespace Meeco;

/// <summary>The handler that really sends.</summary>
internal static class SecureTransport
{
    /// <summary>Makes a handler that checks certificates, follows no redirection and keeps no cookie.</summary>
    /// <returns>The handler, owned by the caller.</returns>
    public static HttpMessageHandler Create() => new SocketsHttpHandler
    {
        // A redirection would carry the session token to an address that nobody chose.
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
}
