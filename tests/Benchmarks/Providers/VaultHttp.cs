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
    public async Task<JsonNode> GetAsync(string path, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{environment.VaultUrl.ToString().TrimEnd('/')}/{path}"));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"GET {path} was answered with {(int)answer.StatusCode}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
