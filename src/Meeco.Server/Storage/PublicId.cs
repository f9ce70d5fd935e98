namespace Meeco.Server.Storage;

/// <summary>What a public id says once it is decoded.</summary>
/// <param name="Kind">The kind of record.</param>
/// <param name="Key">The record's row key.</param>
/// <param name="Ordinal">The slot's ordinal within a received item; 0 for everything that has a row of its own.</param>
internal readonly record struct PublicId(IdKind Kind, long Key, int Ordinal);
