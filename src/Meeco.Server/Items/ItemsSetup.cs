namespace Meeco.Server.Items;

/// <summary>The services and endpoints of templates, items and slots.</summary>
internal static class ItemsSetup
{
    public static IServiceCollection AddItems(this IServiceCollection services)
    {
        services.AddSingleton<ItemPages>();
        services.AddSingleton<ItemViews>();
        services.AddScoped<TemplateViews>();
        services.AddScoped<Templates>();
        services.AddScoped<Classifications>();
        services.AddScoped<ClassificationViews>();
        services.AddScoped<SlotChanges>();
        services.AddScoped<ItemReader>();
        services.AddScoped<ItemWriter>();
        return services;
    }

    public static void MapItemsAndTemplates(this IEndpointRouteBuilder app)
    {
        app.MapTemplates();
        app.MapClassifications();
        app.MapItems();
    }
}
