using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Hosting;

/// <summary>How the process starts, listens and ends.</summary>
internal static class HostingSetup
{
    /// <summary>Reads and checks the settings; listens on this machine only unless <c>Urls</c> says otherwise.</summary>
    public static void AddServerOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServerOptions>()
            .BindConfiguration(ServerOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
                options.Data = configuration[nameof(ServerOptions.Data)] ?? options.Data)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>((kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxRequestBodySize;
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(ServerOptions.DefaultUrl);
        }

        // Standard output is for the address alone, which the program that started this one reads there.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Ties the server's life to its parent's, if asked to.</summary>
    public static void UseParentStdin(this WebApplicationBuilder builder, bool wanted)
    {
        if (wanted)
        {
            builder.Services.AddSingleton<IHostLifetime, ParentStdinLifetime>();
        }
    }

    /// <summary>
    /// Writes one line per address to standard output once the server answers there:
    /// <c>Now listening on: http://127.0.0.1:43211</c>, with the real port when port 0 was asked for.
    /// </summary>
    public static void AnnounceAddress(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in app.Urls)
            {
                Console.Out.WriteLine($"Now listening on: {address}");
            }

            Console.Out.Flush();
        });
}
