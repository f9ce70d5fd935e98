namespace Meeco.Server.Storage;

/// <summary>A row that means nothing any more after a moment, and may then be swept away.</summary>
internal interface IExpiring
{
    /// <summary>The internal key.</summary>
    long Key { get; }

    /// <summary>From when on the row counts as absent, in UTC.</summary>
    DateTimeOffset ExpiresAt { get; }
}
