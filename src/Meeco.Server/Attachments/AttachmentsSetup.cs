using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>The services and endpoints of files and their thumbnails.</summary>
internal static class AttachmentsSetup
{
    public static IServiceCollection AddAttachments(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(provider => MakeStore(provider.GetRequiredService<IOptions<ServerOptions>>()));
        services.AddSingleton<BlobUrls>();
        services.AddSingleton<AttachmentViews>();
        services.AddScoped<AttachmentReading>();
        services.AddScoped<AttachmentRemoval>();
        services.AddScoped<AttachmentChanges>();
        services.AddScoped<BlobUploads>();
        services.AddSingleton<StoreSearch>();
        services.AddScoped<ISweep, AttachmentSweep>();
        return services;
    }

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        app.MapAttachmentRecords();
        app.MapThumbnails();
        app.MapBlobs();
    }

    /// <summary>Makes sure that the bytes of files are those of this database. Needs the prepared storage.</summary>
    /// <exception cref="ForeignBlobStoreException">They are another one's.</exception>
    public static Task PrepareBlobStoreAsync(this IHost host, CancellationToken cancel = default)
    {
        // A digest of a key that copies of the database share, and no others have.
        var installation = Convert.ToHexStringLower(SHA256.HashData(host.Services.GetRequiredService<ServerSecrets>()[ServerSecrets.BlobUrlKey]));
        return host.Services.GetRequiredService<IBlobStore>().ClaimAsync(installation, cancel);
    }

    /// <summary>A client of the store that the settings name.</summary>
    public static IAmazonS3 MakeClient(S3Options s3)
    {
        var config = new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(s3.Region),
            RetryMode = RequestRetryMode.Standard,

            // Checksums that other stores than Amazon's do not know.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (s3.ServiceUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
            config.AuthenticationRegion = s3.Region;
            config.ForcePathStyle = s3.PathStyle;
        }

        return new AmazonS3Client(config);
    }

    /// <summary>The store that the settings name.</summary>
    public static IBlobStore MakeStore(IOptions<ServerOptions> options) => options.Value.S3.Bucket is null
        ? new FolderBlobStore(options)
        : new S3BlobStore(MakeClient(options.Value.S3), options);
}
