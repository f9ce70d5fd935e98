using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

/// <summary>TLS, by the server itself and by a proxy before it.</summary>
public sealed class TlsTests
{
    private static readonly JsonObject Upload = new()
    {
        ["blob"] = new JsonObject { ["filename"] = "file", ["content_type"] = "text/plain", ["byte_size"] = 1 },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_certificate_the_server_speaks_TLS_to_whoever_trusts_it_and_to_nobody_else()
    {
        using var certificate = new TestCertificate();
        await using var folder = new MeecoServer();
        await using var server = await ServerProcess.StartAsync(
            folder,
            "--urls", "https://127.0.0.1:0",
            "--Kestrel:Certificates:Default:Path", certificate.Path,
            "--Kestrel:Certificates:Default:KeyPath", certificate.KeyPath);

        server.Address.Scheme.Should().Be("https");
        using var trusting = certificate.Client(server.Address);
        (await new TestCaller(trusting).GetAsync("/health/ready")).Should(200);
        await server.Anonymous.Awaiting(caller => caller.GetAsync("/health/ready")).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Behind_a_known_proxy_addresses_are_those_that_its_callers_see()
    {
        using var certificate = new TestCertificate();
        await using var beside = new MeecoServer();
        beside.Clock.Advance(TimeProvider.System.GetUtcNow() - beside.Clock.GetUtcNow());
        var user = await beside.NewUserAsync();
        await using var server = await ServerProcess.StartAsync(beside, "--Meeco:KnownProxies", "127.0.0.1");
        await using var proxy = await ProxyAsync(certificate, server.Address);
        var address = new Uri(proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var client = certificate.Client(address);

        var opened = (await (user.Vault with { Client = client }).PostAsync("/direct/attachments/upload_url", Upload)).Should(201);

        opened.Text.Should().Contain($"{address.ToString().TrimEnd('/')}/vault/blobs/upload/");
    }

    [Theory]
    [InlineData("203.0.113.5", "https://vault.example.org/vault/")]
    [InlineData("203.0.113.77", "https://vault.example.org/vault/")]
    [InlineData("198.51.100.1", "http://localhost/vault/")]
    public async Task Who_is_no_known_proxy_is_not_believed(string proxy, string address)
    {
        await using var server = MeecoServer.With(("KnownProxies", "203.0.113.5, 203.0.113.64/26"));
        var user = await server.NewUserAsync();

        var opened = (await user.Vault.With(TestAddress.Header, proxy)
            .With("X-Forwarded-For", "192.0.2.1")
            .With("X-Forwarded-Proto", "https")
            .With("X-Forwarded-Host", "vault.example.org")
            .PostAsync("/direct/attachments/upload_url", Upload)).Should(201);

        opened.Text.Should().Contain(address);
    }

    [Fact]
    public async Task Callers_behind_a_known_proxy_are_told_apart()
    {
        await using var server = MeecoServer.With(("KnownProxies", "203.0.113.5"), ("RequestsPerMinute", "1"), ("RequestBurst", "1"));
        var proxy = server.Anonymous.With(TestAddress.Header, "203.0.113.5").With("X-Forwarded-Proto", "https");

        (await proxy.With("X-Forwarded-For", "192.0.2.1").GetAsync("/health/live")).Should(200);
        (await proxy.With("X-Forwarded-For", "192.0.2.1").GetAsync("/health/live")).ShouldRefuse(429, "rate_limited");
        (await proxy.With("X-Forwarded-For", "192.0.2.2").GetAsync("/health/live")).Should(200);
    }

    [Fact]
    public async Task Proxies_that_are_none_end_the_start()
    {
        var (code, _, errors) = await ServerProcess.CommandAsync(
            "--urls", "http://127.0.0.1:0", "--data", Path.Combine(Path.GetTempPath(), $"meeco-{Guid.NewGuid():N}"), "--Meeco:KnownProxies", "proxy.example.org");

        code.Should().NotBe(0);
        errors.Should().Contain("KnownProxies");
    }

    // What a reverse proxy does: TLS for its callers, plain HTTP to the server, and three headers about the caller.
    private static async Task<WebApplication> ProxyAsync(TestCertificate certificate, Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate.Certificate));
        builder.WebHost.UseUrls("https://127.0.0.1:0");
        var proxy = builder.Build();
        var client = new HttpClient();
        proxy.Lifetime.ApplicationStopped.Register(client.Dispose);
        proxy.Run(async context =>
        {
            var from = context.Request;
            using var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(server, $"{from.Path}{from.QueryString}"));
            request.Content = new StreamContent(from.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", from.ContentType);
            request.Headers.TryAddWithoutValidation("Authorization", from.Headers.Authorization.ToString());
            request.Headers.Add("X-Forwarded-For", $"{context.Connection.RemoteIpAddress}");
            request.Headers.Add("X-Forwarded-Proto", from.Scheme);
            request.Headers.Add("X-Forwarded-Host", $"{from.Host}");
            using var answer = await client.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync(context.RequestAborted), context.RequestAborted);
        });
        await proxy.StartAsync(Cancel);
        return proxy;
    }
}
