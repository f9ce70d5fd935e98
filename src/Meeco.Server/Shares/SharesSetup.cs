using Meeco.Server.Storage.Sweeps;

namespace Meeco.Server.Shares;

/// <summary>The services of shares.</summary>
internal static class SharesSetup
{
    public static IServiceCollection AddShares(this IServiceCollection services)
    {
        services.AddSingleton<ShareViews>();
        services.AddSingleton<RecipientKeys>();
        services.AddSingleton<SharedValuesReader>();
        services.AddSingleton<ShareTermsReader>();
        services.AddScoped<ReceivedItems>();
        services.AddScoped<ShareEvents>();
        services.AddScoped<ShareListing>();
        services.AddSingleton<SharingLookup>();
        services.AddScoped<SharingSources>();
        services.AddSingleton<ShareLimit>();
        services.AddScoped<ShareCreation>();
        services.AddScoped<CreatedSharesMemory>();
        services.AddScoped<ItemSharesReading>();
        services.AddScoped<UploadedValues>();
        services.AddScoped<ItemSharesUpdate>();
        services.AddScoped<ReceivedItemEncryption>();
        services.AddScoped<ShareConsent>();
        services.AddScoped<ShareCascade>();
        services.AddScoped<ShareReconfiguration>();
        services.AddScoped<SharesPatch>();
        services.AddScoped<ISweep, ExpiredShareSweep>();
        return services;
    }
}
