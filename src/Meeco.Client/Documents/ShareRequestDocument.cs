namespace Meeco;

/// <summary>An item to be shared, before the session of who shares is taken up.</summary>
/// <param name="From">Who shares.</param>
/// <param name="ItemId">The item, for who shares.</param>
/// <param name="ConnectionId">The connection, for who shares.</param>
/// <param name="SlotId">The only slot to share; null for all.</param>
internal sealed record ShareRequestDocument(SessionDocument From, string ItemId, string ConnectionId, string? SlotId);
