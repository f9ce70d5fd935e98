namespace Meeco.Server.Events;

/// <summary>The services of the event feed.</summary>
internal static class EventsSetup
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventHorizon>();
        services.AddScoped<EventSweep>();
        services.AddScoped<EventLog>();
        services.AddScoped<EventListing>();
        return services;
    }
}
