namespace Meeco.Wire;

/// <summary>One of the items whose shares get new values together; as <see cref="PutItemSharesRequest"/>.</summary>
public sealed record PutSharesOfItem
{
    /// <summary>The item, by its owner's id.</summary>
    public string? ItemId { get; init; }

    /// <summary>The revision that the values were made of, as `If-Match` says it for a single item; null to store them whatever it is.</summary>
    public long? Version { get; init; }

    /// <summary>The new DEK of each share whose values are replaced.</summary>
    public IReadOnlyList<PutItemSharesDek>? ShareDeks { get; init; }

    /// <summary>The values, per share and slot.</summary>
    public IReadOnlyList<PutItemSharesSlotValue>? SlotValues { get; init; }

    /// <summary>Tasks to set to the state they carry in the same transaction.</summary>
    public IReadOnlyList<ClientTaskChange>? ClientTasks { get; init; }
}
