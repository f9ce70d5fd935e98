using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Meeco;

/// <summary>
/// Sends and fetches the bytes of files, at addresses that the vault gives: as much of Azure's block protocol as that takes
/// (docs/WIRE.md 4.4). The session's token goes to the vault alone, never to another address.
/// </summary>
/// <param name="anybody">Calls without a token.</param>
/// <param name="user">Calls with the session's token.</param>
/// <param name="environment">Where the vault is.</param>
/// <param name="time">The clock.</param>
internal sealed class BlobApi(HttpClient anybody, HttpClient user, MeecoEnvironment environment, TimeProvider time)
{
    private const string AzureVersion = "2011-08-18";
    private const int MaxRedirects = 3;

    /// <summary>Reads an address that the vault gave.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The address.</returns>
    /// <exception cref="MeecoException"><c>UnexpectedAnswer</c>: it is none; <c>InsecureEnvironment</c>: plain http to another machine.</exception>
    public Uri Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.UserInfo.Length > 0)
        {
            throw ClientErrors.NotTheProtocol("the address of a file is none.");
        }

        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback || environment.AllowInsecure
            ? url
            : throw ClientErrors.InsecureEnvironment(url);
    }

    /// <summary>Sends one block.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="blockId">Its name.</param>
    /// <param name="bytes">The block; left alone until the call is answered.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is there.</returns>
    public async Task PutBlockAsync(Uri url, string blockId, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = Request(HttpMethod.Put, With(url, $"comp=block&blockid={Uri.EscapeDataString(blockId)}"));
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Content = content;
        using var answer = await anybody.SendAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>Completes a file.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="blockIds">The names of its blocks, in their order: base64 of something.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is complete.</returns>
    public async Task PutBlockListAsync(Uri url, IEnumerable<string> blockIds, string contentType, CancellationToken cancel)
    {
        var list = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><BlockList>""");
        foreach (var blockId in blockIds)
        {
            list.Append("<Latest>").Append(blockId).Append("</Latest>");
        }

        using var content = new StringContent(list.Append("</BlockList>").ToString(), Encoding.UTF8, "text/xml");
        using var request = Request(HttpMethod.Put, With(url, "comp=blocklist"));
        request.Headers.TryAddWithoutValidation("x-ms-blob-content-type", contentType);
        request.Content = content;
        using var answer = await anybody.SendAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>Fetches a range of a file.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="start">Where the range begins.</param>
    /// <param name="target">Room for exactly the range.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many bytes came.</returns>
    public async Task<int> GetRangeAsync(Uri url, long start, Memory<byte> target, CancellationToken cancel)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"bytes={start}-{start + target.Length - 1}");
        var buffer = new AnswerBuffer(target);
        using var answer = await GetAsync(url, range, buffer, cancel).ConfigureAwait(false);
        return buffer.Length;
    }

    /// <summary>Fetches something small.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>All of it.</returns>
    public async Task<byte[]> GetAsync(Uri url, CancellationToken cancel)
    {
        using var answer = await GetAsync(url, range: null, buffer: null, cancel).ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> GetAsync(Uri url, string? range, AnswerBuffer? buffer, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(HttpMethod.Get, url);
            if (range is not null)
            {
                // Stores of Azure know the one header, whatever stands before them the other.
                request.Headers.TryAddWithoutValidation("Range", range);
                request.Headers.TryAddWithoutValidation("x-ms-range", range);
            }

            buffer?.AttachTo(request);

            // An address that the vault sends on to has what it takes in itself.
            var client = redirects == 0 && IsOfTheVault(url) ? user : anybody;
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                url = answer.Headers.Location is { } next && redirects < MaxRedirects
                    ? Check(new Uri(url, next).AbsoluteUri)
                    : throw ClientErrors.NotTheProtocol($"it redirects to nowhere ({(int)answer.StatusCode}).");
            }
        }
    }

    private bool IsOfTheVault(Uri url) =>
        Uri.Compare(url, environment.VaultUrl, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private HttpRequestMessage Request(HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Add("x-ms-version", AzureVersion);
        request.Headers.Add("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        return request;
    }

    private static Uri With(Uri url, string query) => new(url.AbsoluteUri + (url.Query.Length > 0 ? "&" : "?") + query);
}
