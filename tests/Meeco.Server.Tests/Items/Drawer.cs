using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Items;

/// <summary>Makes and reads items through the wire.</summary>
internal static class Drawer
{
    public static JsonObject NewItem(string label, params JsonObject[] slots) => new()
    {
        ["template_name"] = "custom",
        ["item"] = new JsonObject { ["label"] = label, ["slots_attributes"] = new JsonArray([.. slots]) },
    };

    public static JsonObject Slot(string name, string value) => new() { ["name"] = name, ["encrypted_value"] = TestCryppo.Aes(value) };

    public static JsonObject Change(params JsonObject[] slots) => new()
    {
        ["item"] = new JsonObject { ["slots_attributes"] = new JsonArray([.. slots]) },
    };

    public static async Task<TestAnswer> MakeAsync(TestUser user, string label, params JsonObject[] slots) =>
        (await user.Vault.PostAsync("/items", NewItem(label, slots))).Should(200);

    public static string Id(this TestAnswer item) => item["item"]!["id"]!.GetValue<string>();

    public static string Path(this TestAnswer item) => $"/items/{item.Id()}";

    public static long Version(this TestAnswer item) => item["item"]!["version"]!.GetValue<long>();

    public static JsonNode Slot(this TestAnswer item, string name) =>
        item["slots"]!.AsArray().Single(slot => slot!["name"]!.GetValue<string>() == name)!;

    public static string? Value(this TestAnswer item, string name) => item.Slot(name)["encrypted_value"]?.GetValue<string>();

    public static string SlotId(this TestAnswer item, string name) => item.Slot(name)["id"]!.GetValue<string>();

    public static IReadOnlyList<string> SlotNames(this TestAnswer item) => Texts(item["slots"]!, "name");

    public static IReadOnlyList<string> Texts(JsonNode array, string member) =>
        [.. array.AsArray().Select(one => one![member]!.GetValue<string>())];
}
