using Meeco.Server.Accounts;
using Meeco.Server.Http;

namespace Meeco.Server.Storage.Sweeps;

/// <summary>The services that sweep, and what expires row by row; more kinds are added where they belong.</summary>
internal static class SweepsSetup
{
    public static void AddSweeps(this IServiceCollection services)
    {
        services.AddSingleton<SweepLock>();
        services.AddSingleton<SweepRound>();
        services.AddHostedService<Sweeper>();
        services.AddScoped<RowRemoval>();
        services.AddScoped<ISweep, ExpiredRows<KeystoreSession>>();
        services.AddScoped<ISweep, ExpiredRows<VaultSession>>();
        services.AddScoped<ISweep, ExpiredRows<SrpChallenge>>();
        services.AddScoped<ISweep, ExpiredRows<LoginAttempt>>();
        services.AddScoped<ISweep, ExpiredRows<AdmissionToken>>();
        services.AddScoped<ISweep, ExpiredRows<IdempotentAnswer>>();
    }
}
