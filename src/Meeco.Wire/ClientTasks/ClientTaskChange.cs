using System.Text.Json;

namespace Meeco.Wire;

/// <summary>The new state of a task.</summary>
public sealed record ClientTaskChange
{
    /// <summary>The task.</summary>
    public string? Id { get; init; }

    /// <summary>One of <see cref="ClientTaskStates"/>.</summary>
    public string? State { get; init; }

    /// <summary>What there is to report: a JSON object; absent keeps the present one.</summary>
    public JsonElement? Report { get; init; }

    /// <summary>
    /// One of <see cref="ClientTaskConditions"/>, without which the change has no effect; absent for none. Additive.
    /// </summary>
    public string? OnlyIf { get; init; }
}
