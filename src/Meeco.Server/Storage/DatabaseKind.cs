namespace Meeco.Server.Storage;

/// <summary>What keeps the database.</summary>
internal enum DatabaseKind
{
    /// <summary>A file, in this process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, or what speaks its protocol.</summary>
    Postgres,
}
