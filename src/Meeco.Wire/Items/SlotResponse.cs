namespace Meeco.Wire;

/// <summary>One slot, wrapped.</summary>
public sealed record SlotResponse
{
    /// <summary>The slot.</summary>
    public required SlotBody Slot { get; init; }
}
