namespace Meeco.Server.Items;

/// <summary>The services and endpoints of templates, items and slots.</summary>
internal static class ItemsSetup
{
    public static IServiceCollection AddItems(this IServiceCollection services)
    {
        services.AddSingleton<ItemViews>();
        return services;
    }
}
