using Meeco.Server.Attachments;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>
/// The store that speaks S3, if <c>MEECO_TEST_S3</c> names one and a bucket in it (<c>http://127.0.0.1:4568/bucket</c>): then
/// all servers of the tests keep their files there, each under a prefix of its own.
/// </summary>
internal static class TestObjectStore
{
    /// <summary>The settings of a server with that data folder; none where files stay in it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SettingsFor(string folder) =>
        Environment.GetEnvironmentVariable("MEECO_TEST_S3") is { Length: > 0 } place && new Uri(place) is var url
            ? new Dictionary<string, string>
            {
                ["S3:ServiceUrl"] = url.GetLeftPart(UriPartial.Authority),
                ["S3:Bucket"] = url.AbsolutePath.Trim('/'),
                ["S3:Prefix"] = $"{Path.GetFileName(folder)}/",
            }
            : [];

    /// <summary>The names of all objects under a server's prefix, without it.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(S3Options options)
    {
        using var client = AttachmentsSetup.MakeClient(options);
        var names = new List<string>();
        await foreach (var found in client.Paginators.ListObjectsV2(new() { BucketName = options.Bucket, Prefix = options.Prefix }).S3Objects)
        {
            names.Add(found.Key[options.Prefix.Length..]);
        }

        return names;
    }
}
