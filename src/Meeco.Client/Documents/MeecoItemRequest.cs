using System.Collections;

namespace Meeco;

/// <summary>An item to be made, as a file describes it. Binds to <c>New-MeecoItem</c>.</summary>
public sealed record MeecoItemRequest
{
    internal MeecoItemRequest()
    {
    }

    /// <summary>The machine name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>The item's name for people; empty where the file leaves it to be filled in.</summary>
    public required string Label { get; init; }

    /// <summary>The values by slot name, in the order of the file.</summary>
    public required IDictionary Slot { get; init; }

    /// <summary>The label and the template; never a value.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Label} ({Template})";
}
