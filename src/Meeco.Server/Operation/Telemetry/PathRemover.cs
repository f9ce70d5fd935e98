using System.Diagnostics;
using OpenTelemetry;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>Takes out of spans what a caller sent: paths hold tokens of invitations and signatures of files. The route stays.</summary>
internal sealed class PathRemover : BaseProcessor<Activity>
{
    // What the span may say; whatever else a later version of a library adds stays here.
    private static readonly HashSet<string> Kept =
    [
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }

        // The library names the span so; where it knows no route, it must not name the path instead.
        if (data.Kind == ActivityKind.Server)
        {
            data.DisplayName = $"{data.GetTagItem("http.request.method")} {data.GetTagItem("http.route") ?? "an unknown path"}";
        }
    }
}
