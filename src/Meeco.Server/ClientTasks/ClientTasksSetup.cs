using Meeco.Server.Storage.Sweeps;

namespace Meeco.Server.ClientTasks;

/// <summary>The services of the client task queue.</summary>
internal static class ClientTasksSetup
{
    public static IServiceCollection AddClientTasks(this IServiceCollection services)
    {
        services.AddSingleton<ClientTaskViews>();
        services.AddScoped<ClientTaskQueue>();
        services.AddSingleton<ClientTaskLookup>();
        services.AddScoped<ClientTaskChanges>();
        services.AddScoped<ClientTaskListing>();
        services.AddScoped<ISweep, LapsedClaimSweep>();
        services.AddScoped<ISweep, DoneTaskSweep>();
        return services;
    }
}
