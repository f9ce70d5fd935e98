using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Sharing;

/// <summary>An item as one user sees it.</summary>
/// <param name="Id">His id of it.</param>
/// <param name="Slots">His ids of its slots, by name.</param>
/// <param name="Version">What <c>If-Match</c> takes; null while the item is withheld.</param>
/// <param name="Answer">The whole answer.</param>
internal sealed record TestItem(string Id, IReadOnlyDictionary<string, string> Slots, long? Version, JsonNode Answer)
{
    public static TestItem From(TestAnswer answer)
    {
        var json = answer.Json;
        return new TestItem(
            json["item"]!["id"]!.GetValue<string>(),
            json["slots"]!.AsArray().ToDictionary(slot => slot!["name"]!.GetValue<string>(), slot => slot!["id"]!.GetValue<string>()),
            json["item"]!["version"]?.GetValue<long>(),
            json);
    }

    /// <summary>One member of one slot.</summary>
    public string? Slot(string name, string member) =>
        Answer["slots"]!.AsArray().Single(slot => slot!["name"]!.GetValue<string>() == name)![member]?.GetValue<string>();

    /// <summary>The same without some of its slots.</summary>
    public TestItem Only(params string[] names) => this with { Slots = Slots.Where(slot => names.Contains(slot.Key)).ToDictionary() };

    /// <summary>The version as an entity tag.</summary>
    public string Tag => $"\"{Version}\"";
}
