using System.Collections.Concurrent;

namespace Meeco;

/// <summary>
/// The tasks that runs of one session have taken up. A claim is the session's, and whoever claims is told of all it has: by
/// this, two runs of one session that happen at the same time do not both do them.
/// </summary>
internal sealed class TasksInWork
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _ids.Count;

    /// <summary>Takes a task up.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False if another run has, or the same one before.</returns>
    public bool TryTake(string id) => _ids.TryAdd(id, true);

    /// <summary>Lets a task go.</summary>
    /// <param name="id">Its id.</param>
    public void Release(string id) => _ids.TryRemove(id, out _);
}
