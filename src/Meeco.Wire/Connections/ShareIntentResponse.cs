namespace Meeco.Wire;

/// <summary>One prepared share.</summary>
public sealed record ShareIntentResponse
{
    /// <summary>The prepared share.</summary>
    public required ShareIntentBody ShareIntent { get; init; }
}
