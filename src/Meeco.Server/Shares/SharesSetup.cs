namespace Meeco.Server.Shares;

/// <summary>The services and endpoints of shares.</summary>
internal static class SharesSetup
{
    public static IServiceCollection AddShares(this IServiceCollection services)
    {
        services.AddScoped<ReceivedItems>();
        services.AddScoped<ShareCascade>();
        return services;
    }
}
