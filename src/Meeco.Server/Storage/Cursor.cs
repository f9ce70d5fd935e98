namespace Meeco.Server.Storage;

/// <summary>A place in a list: the last record shown.</summary>
/// <param name="CreatedAt">Its creation, to the millisecond.</param>
/// <param name="Key">What orders records of the same creation; positive.</param>
internal readonly record struct Cursor(DateTimeOffset CreatedAt, long Key);
