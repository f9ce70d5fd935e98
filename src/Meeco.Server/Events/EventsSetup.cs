using Meeco.Server.Storage.Sweeps;

namespace Meeco.Server.Events;

/// <summary>The services of the event feed.</summary>
internal static class EventsSetup
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddScoped<ISweep, EventSweep>();
        services.AddScoped<EventLog>();
        services.AddScoped<EventListing>();
        return services;
    }
}
