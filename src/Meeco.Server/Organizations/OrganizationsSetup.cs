using Meeco.Server.Connections;

namespace Meeco.Server.Organizations;

/// <summary>The services and endpoints of organisations, their members and services.</summary>
internal static class OrganizationsSetup
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddSingleton<OrganizationViews>();
        services.AddScoped<OrganizationAccess>();
        services.AddScoped<Memberships>();
        services.AddScoped<AgentSessions>();
        services.AddScoped<Validations>();
        services.AddScoped<IPurposeRules, MemberRules>();
        services.AddScoped<IPurposeRules, ServiceRules>();
        return services;
    }

    public static void MapOrganizationsAndServices(this IEndpointRouteBuilder app)
    {
        app.MapOrganizations();
        app.MapOrganizationMembers();
        app.MapOrganizationServices();
        app.MapServiceUsers();
    }
}
