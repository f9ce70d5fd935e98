namespace Meeco.Server.Connections;

/// <summary>The services of invitations and connections.</summary>
internal static class ConnectionsSetup
{
    public static IServiceCollection AddInvitationsAndConnections(this IServiceCollection services)
    {
        services.AddSingleton<InvitationViews>();
        services.AddSingleton<ConnectionViews>();
        services.AddScoped<Purposes>();
        services.AddScoped<Invitations>();
        services.AddScoped<ConnectionMaking>();
        services.AddScoped<InvitationAnswers>();
        services.AddScoped<ShareIntents>();
        services.AddScoped<ShareIntentViews>();
        return services;
    }
}
