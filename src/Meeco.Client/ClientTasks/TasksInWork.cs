namespace Meeco;

/// <summary>
/// The tasks that runs of one session have taken up. A claim is the session's, and whoever claims is told of all it has: by
/// this, two runs of one session that happen at the same time do not both do them, nor one run twice.
/// </summary>
internal sealed class TasksInWork
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Intake> _intakes = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _ids.Count;
            }
        }
    }

    /// <summary>Begins to claim; before the server is asked.</summary>
    /// <returns>What takes up the tasks that it answers. To be disposed of then.</returns>
    public Intake Begin()
    {
        lock (_lock)
        {
            var intake = new Intake(this);
            _intakes.Add(intake);
            return intake;
        }
    }

    /// <summary>Lets a task go.</summary>
    /// <param name="id">Its id.</param>
    public void Release(string id)
    {
        lock (_lock)
        {
            _ids.Remove(id);
            _intakes.ForEach(intake => intake.LetGo.Add(id));
        }
    }

    /// <summary>One claim: the question to the server and its answer.</summary>
    /// <param name="inWork">What the session has in work.</param>
    public sealed class Intake(TasksInWork inWork) : IDisposable
    {
        /// <summary>What was let go since the server was asked, and may stand in its answer as it was before.</summary>
        internal HashSet<string> LetGo { get; } = new(StringComparer.Ordinal);

        /// <summary>Takes a task up.</summary>
        /// <param name="id">Its id.</param>
        /// <returns>False if a run has it in work, or had until after the server was asked.</returns>
        public bool TryTake(string id)
        {
            lock (inWork._lock)
            {
                return !LetGo.Contains(id) && inWork._ids.Add(id);
            }
        }

        /// <summary>Ends the claim.</summary>
        public void Dispose()
        {
            lock (inWork._lock)
            {
                inWork._intakes.Remove(this);
            }
        }
    }
}
