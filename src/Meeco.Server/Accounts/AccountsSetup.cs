namespace Meeco.Server.Accounts;

/// <summary>The services and endpoints of accounts: keystore users and keys, vault users, sessions of both.</summary>
internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<LoginThrottle>();
        services.AddScoped<SrpLogin>();
        services.AddScoped<UserSessions>();
        services.AddScoped<KeystoreSessions>();
        services.AddScoped<VaultSessions>();
        services.AddScoped<UserDisabling>();
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSrp();
        app.MapKeystoreSessions();
        app.MapKeys();
        app.MapKeyPairs();
        app.MapAdmission();
        app.MapVaultUsers();
        app.MapVaultSessions();
    }
}
