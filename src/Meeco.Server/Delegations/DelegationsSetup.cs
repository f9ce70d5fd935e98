using Meeco.Server.Connections;

namespace Meeco.Server.Delegations;

/// <summary>The services and endpoints of delegation, in both services, and of child users.</summary>
internal static class DelegationsSetup
{
    public static IServiceCollection AddDelegations(this IServiceCollection services)
    {
        services.AddSingleton<DelegateSignatures>();
        services.AddSingleton<DelegationViews>();
        services.AddScoped<DelegatedAccess>();
        services.AddScoped<DelegationTasks>();
        services.AddScoped<DelegationRules>();
        services.AddScoped<IPurposeRules>(provider => provider.GetRequiredService<DelegationRules>());
        services.AddScoped<DelegationInvitations>();
        services.AddScoped<KeyDelegations>();
        services.AddScoped<ChildUsers>();
        return services;
    }

    public static void MapDelegation(this IEndpointRouteBuilder app)
    {
        app.MapDelegations();
        app.MapDelegationInvitations();
        app.MapKeyDelegations();
    }
}
