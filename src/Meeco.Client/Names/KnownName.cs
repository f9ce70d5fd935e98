namespace Meeco;

/// <summary>What something is called, as the session saw it last.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The name by which a command takes it.</param>
/// <param name="About">What helps to tell it from others: its label, its kind.</param>
/// <param name="Of">The id of what it belongs to: of a slot's item, of a service's organization; null where it belongs to nothing.</param>
internal sealed record KnownName(string Id, string Text, string About, string? Of = null);
