using System.Text.Json;

namespace Meeco.Wire;

/// <summary>Changes what is told about a pair (`PATCH /keypairs/{id}`), never the keys.</summary>
public sealed record PatchKeypairsRequest
{
    /// <summary>The names that replace the present ones; absent keeps them.</summary>
    public IReadOnlyList<string>? ExternalIdentifiers { get; init; }

    /// <summary>The JSON object that replaces the present one; absent keeps it.</summary>
    public JsonElement? Metadata { get; init; }
}
