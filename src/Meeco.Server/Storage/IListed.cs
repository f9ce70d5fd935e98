namespace Meeco.Server.Storage;

/// <summary>A row that lists are ordered by: creation first, the key where creations are equal.</summary>
internal interface IListed
{
    /// <summary>The internal key; never leaves the server.</summary>
    long Key { get; }

    /// <summary>When the row was made, in UTC.</summary>
    DateTimeOffset CreatedAt { get; }
}
