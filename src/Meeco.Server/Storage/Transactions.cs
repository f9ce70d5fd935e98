using System.Data;
using Meeco.Server.Http;
using Meeco.Server.Storage.Postgres;
using Meeco.Server.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Meeco.Server.Storage;

/// <summary>
/// Runs a request's work in one transaction: all of it is stored or nothing is. Every rule that a write depends on is
/// checked inside, after the write lock was taken, so that no two requests can both pass a check that allows only one.
/// </summary>
internal sealed class Transactions(MeecoDb db, WriteGate gate, IOptions<ServerOptions> options)
{
    private readonly List<Func<CancellationToken, Task>> _beforeCommit = [];
    private readonly List<Func<CancellationToken, Task>> _afterCommit = [];

    /// <summary>Names the try that runs now; another one begins after a conflict, with nothing of what the first noted.</summary>
    public object Attempt { get; private set; } = new();

    /// <summary>Does something as the last of the transaction that runs now: what nothing in it reads can wait until then.</summary>
    public void BeforeCommit(Func<CancellationToken, Task> work) => _beforeCommit.Add(work);

    /// <summary>
    /// Does something once the transaction that runs now is committed, and nothing if it is not: for effects outside the
    /// database. What it does must be found and done again by something else, for the process may end in between.
    /// </summary>
    public void AfterCommit(Func<CancellationToken, Task> work) => _afterCommit.Add(work);

    /// <summary>
    /// Runs work that writes, saves, and commits; an exception undoes everything. Called inside another such call it
    /// joins that one's transaction. The provider may run the work again after a conflict, so it must change nothing
    /// but the database.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            // Saved here too: the caller answers with the keys that the database gave.
            var joined = await work(cancel);
            await db.SaveChangesAsync(cancel);
            return joined;
        }

        var result = await RunAloneAsync(work, cancel);
        await FollowUpAsync();
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        WriteAsync(
            async inner =>
            {
                await work(inner);
                return true;
            },
            cancel);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, for work that depends on nothing but rows that it has locked before it looked at them
    /// (<see cref="RowLocks"/>): it need not be undone because of what others do beside it.
    /// </summary>
    /// <param name="sessionKey">Work for one session is done one after the other, so that a repeated request sees what the first did.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<T> WriteLockedAsync<T>(long sessionKey, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (db.Database.IsSqlite() || db.Database.CurrentTransaction is not null)
        {
            return await WriteAsync(work, cancel);
        }

        return await WriteApartAsync(
            async inner =>
            {
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({sessionKey})", inner);
                return await work(inner);
            },
            cancel);
    }

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, for work that is right whatever others do beside it, because it depends on nothing but rows that
    /// it has locked before it looked at them (<see cref="RowLocks"/>), and on constraints of the database: nobody is undone because of it.
    /// </summary>
    public async Task<T> WriteApartAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (db.Database.IsSqlite() || db.Database.CurrentTransaction is not null)
        {
            return await WriteAsync(work, cancel);
        }

        var result = await RunAsync(IsolationLevel.ReadCommitted, work, cancel);
        await FollowUpAsync();
        return result;
    }

    /// <inheritdoc cref="WriteApartAsync{T}"/>
    public Task WriteApartAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        WriteApartAsync(
            async inner =>
            {
                await work(inner);
                return true;
            },
            cancel);

    /// <summary>Runs work that only reads, all of it against one state of the database.</summary>
    public Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return work(cancel);
        }

        // On SQLite in WAL mode this level is a plain BEGIN: a snapshot that takes no lock. It reads nothing
        // uncommitted, for no connection shares its cache.
        var level = db.Database.IsSqlite() ? IsolationLevel.ReadUncommitted : IsolationLevel.RepeatableRead;
        return RunAsync(level, work, cancel);
    }

    private async Task<T> RunAloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (!db.Database.IsSqlite())
        {
            return await RunAsync(IsolationLevel.Serializable, work, cancel);
        }

        if (!await gate.EnterAsync(options.Value.WriteLockTimeout, cancel))
        {
            throw Refuse.Busy();
        }

        try
        {
            // On SQLite this level is BEGIN IMMEDIATE: the lock is taken first, and what is read stays true.
            return await RunAsync(IsolationLevel.Serializable, work, cancel);
        }
        finally
        {
            gate.Leave();
        }
    }

    // Not given up with the request: the change stands.
    private async Task FollowUpAsync()
    {
        var all = _afterCommit.ToList();
        _afterCommit.Clear();
        foreach (var work in all)
        {
            await work(CancellationToken.None);
        }
    }

    private Task<T> RunAsync<T>(IsolationLevel level, Func<CancellationToken, Task<T>> work, CancellationToken cancel) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            async inner =>
            {
                db.ChangeTracker.Clear();
                _afterCommit.Clear();
                _beforeCommit.Clear();
                Attempt = new object();
                await using var transaction = await db.Database.BeginTransactionAsync(level, inner);
                var result = await work(inner);
                await db.SaveChangesAsync(inner);
                foreach (var last in _beforeCommit)
                {
                    await last(inner);
                }

                await CommitAsync(transaction, inner);
                return result;
            },
            cancel);

    // What fails before was undone, and may be done again. Here only the database's own word tells.
    private static async Task CommitAsync(IDbContextTransaction transaction, CancellationToken cancel)
    {
        try
        {
            await transaction.CommitAsync(cancel);
        }
        catch (NpgsqlException exception) when (!PostgresErrors.IsConflict(exception))
        {
            throw new UnknownOutcomeException(exception);
        }
    }
}
