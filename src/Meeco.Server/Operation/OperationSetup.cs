using Meeco.Server.Accounts;
using Meeco.Server.Operation.Backup;
using Meeco.Server.Operation.Health;
using Meeco.Server.Operation.Proxies;
using Meeco.Server.Operation.Requests;
using Meeco.Server.Operation.Telemetry;

namespace Meeco.Server.Operation;

/// <summary>What an operator needs: health, logs with a request id, and an end that cuts nothing.</summary>
internal static class OperationSetup
{
    /// <summary>Registers all of it.</summary>
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OperationOptions>()
            .BindConfiguration(ServerOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddRequestIds();
        builder.AddTelemetry();
        builder.Services.AddKnownProxies();
        builder.Services.AddHealth();
        builder.Services.AddDraining();
    }

    /// <summary>Registers what the operator's commands work with.</summary>
    public static void AddUpkeep(this IServiceCollection services)
    {
        services.AddScoped<UserDisabling>();
        services.AddScoped<DatabaseVacuum>();
        services.AddScoped<FolderBackup>();
    }

    /// <summary>What comes before everything else in the pipeline.</summary>
    public static void UseOperation(this WebApplication app)
    {
        app.UseRequestIds();
        app.UseKnownProxies();
    }
}
