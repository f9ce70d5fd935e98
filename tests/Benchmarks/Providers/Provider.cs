using System.Data.Common;

namespace Meeco.Benchmarks.Providers;

/// <summary>One of the databases that the server can keep its data in.</summary>
internal abstract class Provider : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>An expression of SQL for so many random bytes.</summary>
    public abstract string RandomBytes { get; }

    /// <summary>The connection string of a new, empty database, as the server is told it; null where it makes one itself.</summary>
    public abstract Task<string?> MakeDatabaseAsync(CancellationToken cancel);

    /// <summary>A connection to the database of a server, as the server itself has them.</summary>
    /// <param name="connection">What <see cref="MakeDatabaseAsync"/> answered.</param>
    /// <param name="file">The file of SQLite's.</param>
    public abstract DbConnection Connect(string? connection, string file);

    /// <summary>Makes a connection fast at filling tables, at the cost of checks that what it fills them with needs not.</summary>
    public abstract IReadOnlyList<string> BeforeFilling { get; }

    /// <summary>What a database does by itself after much has changed, and what must not happen while one measures.</summary>
    public abstract IReadOnlyList<string> AfterFilling { get; }

    /// <summary>Says which key the server gives next in a table.</summary>
    public abstract string NextKeyOf(string table, string key);

    /// <summary>The file in which the database explains what <see cref="Explaining"/> connections ask; null where it is asked instead.</summary>
    public virtual string? PlanLog => null;

    /// <summary>A connection string whose connections have explained what they ask.</summary>
    public virtual string Explaining(string connection) => connection;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
