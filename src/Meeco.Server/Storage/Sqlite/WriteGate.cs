namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// SQLite has one writer at a time. Writers of this process queue here without holding a thread, instead of all
/// sleeping inside SQLite until the lock is free; other processes still meet at the database's own lock.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public Task<bool> EnterAsync(TimeSpan timeout, CancellationToken cancel) => _gate.WaitAsync(timeout, cancel);

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}
