namespace Meeco.Server.Attachments;

/// <summary>
/// Where files are kept in a store that speaks S3. Who may use it is said where every program for S3 looks: in
/// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>, a profile, or the role of the machine.
/// </summary>
internal sealed class S3Options
{
    /// <summary>The bucket, which must exist. Null, the default: files are kept in the data folder.</summary>
    public string? Bucket { get; set; }

    /// <summary>The store's address, such as <c>https://s3.example.org</c>; null is Amazon's own.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>What all names in the bucket begin with, for a bucket that holds other things too.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Whether the bucket stands in the path of an address rather than in its host name; most stores but Amazon's want that.</summary>
    public bool PathStyle { get; set; } = true;
}
