using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Meeco.Server.Storage;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// Makes the absolute addresses of blobs, and knows its own again. What stands in an address is signed with the server's
/// key, so it can be neither guessed nor altered; nothing about it is stored.
/// </summary>
internal sealed class BlobUrls(
    IHttpContextAccessor accessor,
    ServerSecrets secrets,
    PublicIds ids,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    private const int NumberBits = 52;

    private enum Purpose
    {
        Number,
        Upload,
        Fetch,
        FetchOpenly,
    }

    // As the caller reached this server, which may be through a proxy that says so in its headers.
    private string Vault
    {
        get
        {
            var request = accessor.HttpContext!.Request;
            return $"{request.Scheme}://{request.Host}{request.PathBase}/vault";
        }
    }

    /// <summary>The number of a blob: JSON wants one, and the row key would tell how many there are.</summary>
    public long NumberOf(long blobKey)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(Purpose.Number, IdKind.AttachmentBlob, blobKey, 0, mac);
        return (long)(BitConverter.ToUInt64(mac) >> (64 - NumberBits));
    }

    /// <summary>Where a blob's bytes are sent to; whoever has the address may. It holds a query, to which clients append.</summary>
    public string Upload(long blobKey, DateTimeOffset expiresAt) => Open("upload", Purpose.Upload, IdKind.AttachmentBlob, blobKey, expiresAt);

    /// <summary>Where those who may read it fetch a blob with their session.</summary>
    public string Fetch(long blobKey) =>
        $"{Vault}/blobs/attachment/{ids.Encode(IdKind.AttachmentBlob, blobKey)}/{Signature(Purpose.Fetch, IdKind.AttachmentBlob, blobKey, 0)}";

    /// <summary>Where whoever has the address fetches a blob or a thumbnail, for a short time.</summary>
    public string FetchOpenly(IdKind kind, long key) =>
        Open("public", Purpose.FetchOpenly, kind, key, clock.GetUtcNow() + options.Value.BlobUrlLifetime);

    /// <summary>The blob that an upload's address names; null when it is none of this server's, or is over.</summary>
    public long? ReadUpload(string id, string signature, string? expires) =>
        ids.Decode(id, IdKind.AttachmentBlob) is { } key && IsGood(Purpose.Upload, IdKind.AttachmentBlob, key, expires, signature)
            ? key
            : null;

    /// <summary>The blob that an address for a session names; null when it is none of this server's.</summary>
    public long? ReadFetch(string id, string signature) =>
        ids.Decode(id, IdKind.AttachmentBlob) is { } key && IsSignature(Purpose.Fetch, IdKind.AttachmentBlob, key, 0, signature)
            ? key
            : null;

    /// <summary>What an open address names, a blob or a thumbnail; null when it is none of this server's, or is over.</summary>
    public PublicId? ReadFetchOpenly(string id, string signature, string? expires) =>
        ids.Decode(id) is { Kind: IdKind.AttachmentBlob or IdKind.Thumbnail, Ordinal: 0 } named
        && IsGood(Purpose.FetchOpenly, named.Kind, named.Key, expires, signature)
            ? named
            : null;

    private string Open(string door, Purpose purpose, IdKind kind, long key, DateTimeOffset expiresAt)
    {
        var expires = expiresAt.ToUnixTimeSeconds();
        return FormattableString.Invariant(
            $"{Vault}/blobs/{door}/{ids.Encode(kind, key)}/{Signature(purpose, kind, key, expires)}?expires={expires}");
    }

    private bool IsGood(Purpose purpose, IdKind kind, long key, string? expires, string signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && IsSignature(purpose, kind, key, end, signature)
        && end > clock.GetUtcNow().ToUnixTimeSeconds();

    private bool IsSignature(Purpose purpose, IdKind kind, long key, long expires, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(Signature(purpose, kind, key, expires)));

    private string Signature(Purpose purpose, IdKind kind, long key, long expires)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(purpose, kind, key, expires, mac);
        return Base64Url.EncodeToString(mac);
    }

    private void Sign(Purpose purpose, IdKind kind, long key, long expires, Span<byte> mac) =>
        HMACSHA256.HashData(
            secrets[ServerSecrets.BlobUrlKey],
            Encoding.UTF8.GetBytes(FormattableString.Invariant($"{purpose}/{kind}/{key}/{expires}")),
            mac);
}
