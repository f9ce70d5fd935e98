using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.ClientTasks;

/// <summary>
/// Finds the tasks that a call names, untracked and locked; every upload asks this, so it is translated once for the database there is.
/// </summary>
internal sealed class ClientTaskLookup
{
    private readonly Func<MeecoDb, List<long>, IAsyncEnumerable<ClientTask>> _tasks =
        EF.CompileAsyncQuery((MeecoDb db, List<long> keys) => db.ClientTasks
            .AsNoTracking()
            .OrderBy(task => task.Key)
            .Where(task => keys.Contains(task.Key))
            .TagWith(RowLocks.Wait));

    /// <summary>Those of the tasks that there are, whose ever they are.</summary>
    public IAsyncEnumerable<ClientTask> Tasks(MeecoDb db, List<long> keys) => _tasks(db, keys);
}
