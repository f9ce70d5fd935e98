namespace Meeco.Wire;

/// <summary>A program and the published API it follows (rule 78).</summary>
public sealed record VersionComponent
{
    /// <summary>The version of the API: `39.6.1` for the vault, `10.1.1` for the keystore.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>`vault` or `keystore`.</summary>
    public required string Name { get; init; }

    /// <summary>The name and version of the program. Additive.</summary>
    public string? Server { get; init; }
}
