using System.Reflection;
using Meeco.Wire;

namespace Meeco.Server.Http;

/// <summary><c>GET /version</c> of both services: the published API they follow, and this program (rule 78).</summary>
internal static class VersionEndpoints
{
    private static readonly string Program =
        $"Meeco.Server {typeof(VersionEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";

    public static void MapVersions(this IEndpointRouteBuilder app)
    {
        app.MapOpenVault().MapGet("/version", () => Version("vault", "39.6.1"))
            .WithTags("Server").WithSummary("The vault API that is followed.");
        app.MapOpenKeystore().MapGet("/version", () => Version("keystore", "10.1.1"))
            .WithTags("Server").WithSummary("The keystore API that is followed.");
    }

    private static VersionResponse Version(string name, string apiVersion) => new()
    {
        Component = new VersionComponent { Name = name, ApiVersion = apiVersion, Server = Program },
    };
}
