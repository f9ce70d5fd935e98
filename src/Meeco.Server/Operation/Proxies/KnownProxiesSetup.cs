using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Proxies;

/// <summary>Believes known reverse proxies, and nobody else, what they say of the caller.</summary>
internal static class KnownProxiesSetup
{
    public static void AddKnownProxies(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<OperationOptions>>((forwarded, options) =>
        {
            if (options.Value.KnownProxies is not { } list || !NetworkListAttribute.TryRead(list, out var networks))
            {
                return;
            }

            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

            // As many proxies in a row as are known: the first that is not is the caller.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            networks.ForEach(forwarded.KnownIPNetworks.Add);
        });

    public static void UseKnownProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<OperationOptions>>().Value.KnownProxies is not null)
        {
            app.UseForwardedHeaders();
        }
    }
}
