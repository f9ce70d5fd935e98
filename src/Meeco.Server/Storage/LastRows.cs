namespace Meeco.Server.Storage;

/// <summary>
/// New rows that nothing in a transaction reads: they are written as its last, all of them together, or with what is written anyway.
/// </summary>
internal sealed class LastRows(Transactions transactions, RowInserter inserter, RowRuns runs)
{
    private object? _attempt;
    private Dictionary<Type, object> _rows = [];
    private List<RowRun> _runs = [];

    /// <summary>Runs statements for their rows, and writes with them, after them, the rows that were added until now.</summary>
    /// <param name="before">The statements and their rows.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task RunAfterAsync(IEnumerable<RowRun> before, CancellationToken cancel)
    {
        List<RowRun> added = ReferenceEquals(_attempt, transactions.Attempt) ? [.. _runs] : [];
        _rows.Clear();
        _runs.Clear();
        await runs.RunAsync([.. before, .. added], cancel);
    }

    /// <summary>Has a row written before the commit of the transaction that runs now, with those of its kind.</summary>
    /// <param name="row">The row, whose references are in the database by then.</param>
    /// <typeparam name="T">An entity with a key that the database gives.</typeparam>
    public void Add<T>(T row)
        where T : class
    {
        if (!ReferenceEquals(_attempt, transactions.Attempt))
        {
            var last = new List<RowRun>();
            (_attempt, _rows, _runs) = (transactions.Attempt, [], last);
            transactions.BeforeCommit(cancel => runs.RunAsync(last, cancel));
        }

        if (!_rows.TryGetValue(typeof(T), out var rows))
        {
            var added = new List<T>();
            _rows.Add(typeof(T), rows = added);
            _runs.Add(inserter.OfKeyless(added));
        }

        ((List<T>)rows).Add(row);
    }
}
