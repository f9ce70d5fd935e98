using SQLitePCL;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>SQLite itself, which is part of this process.</summary>
internal static class SqliteLibrary
{
    /// <summary>
    /// Says that no two threads use a connection at once, which holds for every context: else each call for each column of a row
    /// takes a lock that nobody else wants, and takes half as long again (https://sqlite.org/threadsafe.html, multi-thread). To be called before the first
    /// connection is opened; later it changes nothing.
    /// </summary>
    public static void TakeNoLocksOnConnections()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }
}
