using System.Text;
using System.Text.Json.Nodes;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>Speaks raw JSON to the server, so that the tests see the wire and not our own records.</summary>
public sealed record TestCaller(HttpClient Client, string Root = "", string? Token = null)
{
    /// <summary>Headers beside the token.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The same caller with one more header.</summary>
    public TestCaller With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>The same caller as the client of 2020.</summary>
    public TestCaller From2020() => With("X_MEECO_API_VERSION", "2.0.0");

    public Task<TestAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<TestAnswer> PostAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Post, path, body?.ToJsonString());

    public Task<TestAnswer> PutAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Put, path, body?.ToJsonString());

    public Task<TestAnswer> PatchAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Patch, path, body?.ToJsonString());

    public Task<TestAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Sends a body as it stands, well-formed or not.</summary>
    public async Task<TestAnswer> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, Root + path);
        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Token);
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new TestAnswer
        {
            Status = (int)response.StatusCode,
            Text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            ETag = response.Headers.ETag?.Tag,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }
}
