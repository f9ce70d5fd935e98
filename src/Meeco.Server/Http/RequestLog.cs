using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>
/// What is logged of requests, at level <c>Information</c>: method, the pattern of the path, status and duration. Paths as they
/// are hold tokens of invitations and signatures of blobs, so whatever of the framework writes them is silent at every level.
/// </summary>
internal static class RequestLog
{
    // The first writes each request's address, and puts its path into the scope of all that is logged meanwhile; the second the
    // path that it looks up; the third a request line that cannot be read.
    private static readonly string[] WritersOfPaths =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Routing.Matching",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
    ];

    public static IServiceCollection AddRequestLog(this IServiceCollection services)
    {
        services.AddHttpLogging(options =>
        {
            options.LoggingFields = HttpLoggingFields.RequestMethod | HttpLoggingFields.ResponseStatusCode | HttpLoggingFields.Duration;
            options.CombineLogs = true;
        });
        services.AddHttpLoggingInterceptor<Pattern>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, Silence>();
        return services;
    }

    private sealed class Pattern : IHttpLoggingInterceptor
    {
        public ValueTask OnRequestAsync(HttpLoggingInterceptorContext logContext) => ValueTask.CompletedTask;

        public ValueTask OnResponseAsync(HttpLoggingInterceptorContext logContext)
        {
            var endpoint = logContext.HttpContext.GetEndpoint() as RouteEndpoint;
            logContext.AddParameter("Route", endpoint?.RoutePattern.RawText ?? "an unknown path");
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>After all settings: a rule for one provider goes before one for all of them, however general it is.</summary>
    private sealed class Silence : IPostConfigureOptions<LoggerFilterOptions>
    {
        public void PostConfigure(string? name, LoggerFilterOptions options)
        {
            var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
            foreach (var provider in providers)
            {
                foreach (var category in WritersOfPaths)
                {
                    options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.None, filter: null));
                }
            }
        }
    }
}
