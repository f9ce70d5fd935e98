namespace Meeco.Wire;

/// <summary>Replaces the values of an item's shares (`PUT /items/{id}/shares`), in one transaction.</summary>
public sealed record PutItemSharesRequest
{
    /// <summary>The new DEK of each share whose values are replaced.</summary>
    public IReadOnlyList<PutItemSharesDek>? ShareDeks { get; init; }

    /// <summary>The values, per share and slot.</summary>
    public IReadOnlyList<PutItemSharesSlotValue>? SlotValues { get; init; }

    /// <summary>Tasks to set to the state they carry in the same transaction.</summary>
    public IReadOnlyList<ClientTaskChange>? ClientTasks { get; init; }
}
