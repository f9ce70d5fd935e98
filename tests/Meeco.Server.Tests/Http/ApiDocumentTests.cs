using System.Text.RegularExpressions;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Http;

public sealed partial class ApiDocumentTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task The_document_lists_every_route_with_a_summary_and_a_tag()
    {
        var document = (await server.Anonymous.GetAsync("/openapi/v1.json")).Should(200);

        var listed = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        listed.Should().BeEquivalentTo(await RoutesAsync());
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            operation.Value!["summary"]!.GetValue<string>().Should().NotBeEmpty();
            operation.Value!["tags"]!.AsArray().Should().NotBeEmpty();
        }
    }

    [Fact]
    public async Task The_document_knows_paging_filters_and_the_wires_spelling()
    {
        var document = (await server.Anonymous.GetAsync("/openapi/v1.json")).Should(200);

        var parameters = document["paths"]!["/vault/items"]!["get"]!["parameters"]!.AsArray()
            .Select(parameter => parameter!["name"]!.GetValue<string>());
        parameters.Should().Contain(["next_page_after", "per_page", "order", "own", "shared_with", "item_ids"]);
        document["components"]!["schemas"]!["PostItemsRequest"]!["properties"]!.AsObject()
            .Select(property => property.Key).Should().Contain("skip_empty_template_slots");
    }

    [Fact]
    public async Task The_page_to_read_it_fetches_nothing_from_elsewhere()
    {
        var page = (await server.Anonymous.GetAsync("/docs/")).Should(200);

        page.Text.Should().NotContain("http://").And.NotContain("https://").And.NotContain("\"//");
        var scripts = Scripts().Matches(page.Text).Select(match => match.Groups["src"].Value).ToList();
        scripts.Should().NotBeEmpty();
        foreach (var script in scripts)
        {
            (await server.Anonymous.GetAsync($"/docs/{script}")).Should(200).Text.Should().NotBeEmpty();
        }
    }

    [Fact]
    [Rule("78")]
    public async Task The_version_names_the_published_APIs_that_are_followed()
    {
        var vault = (await server.Anonymous.GetAsync("/vault/version")).Should(200);
        var keystore = (await server.Anonymous.GetAsync("/keystore/version")).Should(200);

        vault["component"]!["api_version"]!.GetValue<string>().Should().Be("39.6.1");
        keystore["component"]!["api_version"]!.GetValue<string>().Should().Be("10.1.1");
        vault["component"]!["server"]!.GetValue<string>().Should().StartWith("Meeco.Server ");
    }

    internal static IEnumerable<(string Method, string Path)> RoutesOf(IServiceProvider services) =>
        from endpoint in services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/vault/", StringComparison.Ordinal) || path.StartsWith("/keystore/", StringComparison.Ordinal) || path.StartsWith("/health", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
        select (method, path);

    private async Task<IReadOnlyList<string>> RoutesAsync()
    {
        await using var scope = server.Scope();
        return [.. RoutesOf(scope.ServiceProvider).Select(route => $"{route.Method} {route.Path}")];
    }

    [GeneratedRegex("<script[^>]* src=\"(?<src>[^\"]+)\"")]
    private static partial Regex Scripts();
}
