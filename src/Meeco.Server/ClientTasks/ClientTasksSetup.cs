namespace Meeco.Server.ClientTasks;

/// <summary>The services and endpoints of the client task queue.</summary>
internal static class ClientTasksSetup
{
    public static IServiceCollection AddClientTasks(this IServiceCollection services)
    {
        services.AddScoped<ClientTaskQueue>();
        return services;
    }
}
