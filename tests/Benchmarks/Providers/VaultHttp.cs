using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Meeco.Benchmarks.Providers;

/// <summary>Reads from the vault what requests are prepared of, where nobody measures.</summary>
/// <param name="environment">The server.</param>
internal sealed class VaultHttp(MeecoEnvironment environment) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>Where requests go, behind the server's address.</summary>
    public string Path => environment.VaultUrl.AbsolutePath.TrimEnd('/');

    /// <summary>What a call answers.</summary>
    public Task<JsonNode> GetAsync(string path, string token, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, token, content: null, cancel);

    /// <inheritdoc cref="GetAsync"/>
    public Task<JsonNode> PostAsync(string path, string token, object body, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, token, JsonContent.Create(body), cancel);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string token, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{environment.VaultUrl.ToString().TrimEnd('/')}/{path}")) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{method} {path} was answered with {(int)answer.StatusCode}: {text}");
    }
}
