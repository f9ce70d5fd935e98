using System.Text.Json;
using System.Text.Json.Nodes;

namespace Meeco;

/// <summary>What stands on a task after it was run: a small JSON object, which any client may read.</summary>
internal static class TaskReport
{
    private const string ErrorMember = "error";
    private const string MessageMember = "message";
    private const string SharesMember = "shares_updated";

    public static JsonElement Completed(int shares) => Element(new JsonObject { [SharesMember] = shares });

    public static JsonElement Failed(MeecoException fault, int shares) => Element(
        new JsonObject { [SharesMember] = shares, [ErrorMember] = fault.ErrorId, [MessageMember] = fault.Message });

    /// <summary>Reads why a task failed.</summary>
    /// <param name="report">The report, of any client.</param>
    /// <returns>The reason; null if it tells none.</returns>
    public static string? FailureReason(JsonElement report)
    {
        if (report.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Text(report, MessageMember) ?? Text(report, ErrorMember);
    }

    private static string? Text(JsonElement report, string member) =>
        report.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement Element(JsonObject report) => JsonElement.Parse(report.ToJsonString());
}
