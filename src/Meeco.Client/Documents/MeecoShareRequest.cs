namespace Meeco;

/// <summary>An item to be shared, as a file names it with the credentials of who shares. Binds to <c>New-MeecoShare</c>.</summary>
public sealed record MeecoShareRequest
{
    internal MeecoShareRequest()
    {
    }

    /// <summary>Who shares.</summary>
    public required MeecoSession Session { get; init; }

    /// <summary>The item's id, for who shares.</summary>
    public required string ItemId { get; init; }

    /// <summary>The connection's id, for who shares.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The only slot to share; null for the whole item.</summary>
    public string? SlotId { get; init; }

    /// <summary>Item and connection.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{ItemId} over {ConnectionId}";
}
