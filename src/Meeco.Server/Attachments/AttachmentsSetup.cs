namespace Meeco.Server.Attachments;

/// <summary>The services and endpoints of files and their thumbnails.</summary>
internal static class AttachmentsSetup
{
    public static IServiceCollection AddAttachments(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<BlobUrls>();
        services.AddSingleton<AttachmentViews>();
        services.AddScoped<AttachmentReading>();
        services.AddScoped<AttachmentRemoval>();
        services.AddScoped<AttachmentChanges>();
        services.AddScoped<BlobUploads>();
        services.AddHostedService<AttachmentSweep>();
        return services;
    }

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        app.MapAttachmentRecords();
        app.MapThumbnails();
        app.MapBlobs();
    }
}
