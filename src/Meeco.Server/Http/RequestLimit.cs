using System.Net;
using System.Threading.RateLimiting;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>
/// How many requests one caller may send (<see cref="ServerOptions.RequestsPerMinute"/>): a session by its token, everybody
/// else by his address. What is refused was not begun, so it can be sent again (docs/WIRE.md 1.8). An instance on SQLite is the
/// only one, and counts for itself; those on a database of PostgreSQL's share what there is.
/// </summary>
internal static class RequestLimit
{
    /// <summary>What callers from elsewhere may send in a minute when the operator says nothing.</summary>
    private const int Generous = 12_000;

    /// <summary>The part of a minute's requests that may come at once when the operator says nothing.</summary>
    private const int BurstsPerMinute = 6;

    /// <summary>Registers the limit.</summary>
    public static IServiceCollection AddRequestLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddSingleton<SharedAllowances>();
        services.AddScoped<ISweep, RequestAllowanceSweep>();
        services.AddOptions<RateLimiterOptions>().Configure<IServiceProvider>((limiter, provider) =>
        {
            var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
            var make = LimiterOn(provider);
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Caller>(http => PartitionOf(http, options, make));
            limiter.OnRejected = (refused, _) => new ValueTask(ErrorAnswer.WriteAsync(
                refused.HttpContext,
                Refuse.TooManyRequests(refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero)));
        });
        return services;
    }

    /// <summary>Applies the limit; before whatever costs more than looking a token up.</summary>
    public static void UseRequestLimit(this WebApplication app)
    {
        app.Use(IdentifyAsync);
        app.UseRateLimiter();
    }

    // A token that nobody knows must not have a limit of its own, or new ones would be tried without end.
    private static async Task IdentifyAsync(HttpContext context, RequestDelegate next)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value;
        if (LimitFor(context, options) > 0
            && context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.AuthenticationSchemes is { } scheme)
        {
            try
            {
                await context.AuthenticateAsync(scheme);
            }
            catch (RefusedException)
            {
                // Authorization asks again and is refused again; here the caller is one who is not known.
            }
        }

        await next(context);
    }

    private static Func<Caller, CallerLimit, RateLimiter> LimiterOn(IServiceProvider provider)
    {
        if (provider.GetRequiredService<DatabaseAddress>().Kind == DatabaseKind.Sqlite)
        {
            return (_, limit) => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit.Burst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = limit.Period,

                // All of them are replenished by the one who holds them.
                AutoReplenishment = false,
            });
        }

        var allowances = provider.GetRequiredService<SharedAllowances>();
        var clock = provider.GetRequiredService<TimeProvider>();
        return (caller, limit) => new SharedRequestLimiter(caller.ToString(), limit, allowances, clock);
    }

    private static RateLimitPartition<Caller> PartitionOf(
        HttpContext context,
        ServerOptions options,
        Func<Caller, CallerLimit, RateLimiter> make)
    {
        if (LimitFor(context, options) is not (> 0 and var limit))
        {
            return RateLimitPartition.GetNoLimiter(Caller.Unlimited);
        }

        var may = new CallerLimit(limit, options.RequestBurst ?? Math.Max(1, limit / BurstsPerMinute));
        return RateLimitPartition.Get(CallerOf(context), caller => make(caller, may));
    }

    private static int LimitFor(HttpContext context, ServerOptions options) =>
        options.RequestsPerMinute ?? (CallerAddress.IsLocal(context) ? 0 : Generous);

    private static Caller CallerOf(HttpContext context)
    {
        if (context.Features.Get<VaultCaller>() is { } vault)
        {
            return new Caller(TokenAuthentication.Vault, vault.SessionKey, Address: null);
        }

        return context.Features.Get<KeystoreCaller>() is { } keystore
            ? new Caller(TokenAuthentication.Keystore, keystore.SessionKey, Address: null)
            : new Caller(Service: null, SessionKey: 0, CallerAddress.NetworkOf(context));
    }

    /// <param name="Service">Whose session it is; null for callers without one.</param>
    /// <param name="SessionKey">The session.</param>
    /// <param name="Address">Where a caller without a session calls from.</param>
    private readonly record struct Caller(string? Service, long SessionKey, IPAddress? Address)
    {
        public static Caller Unlimited { get; } = new("nobody", 0, Address: null);

        public override string ToString() =>
            Service is null ? $"address {Address}" : FormattableString.Invariant($"{Service} {SessionKey}");
    }
}
