namespace Meeco.Server.ClientTasks;

/// <summary>The services of the client task queue.</summary>
internal static class ClientTasksSetup
{
    public static IServiceCollection AddClientTasks(this IServiceCollection services)
    {
        services.AddSingleton<ClientTaskViews>();
        services.AddScoped<ClientTaskQueue>();
        services.AddScoped<ClientTaskChanges>();
        services.AddScoped<ClientTaskListing>();
        return services;
    }
}
