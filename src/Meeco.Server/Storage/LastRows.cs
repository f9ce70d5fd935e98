namespace Meeco.Server.Storage;

/// <summary>New rows that nothing in a transaction reads: they are written as its last, all of them together.</summary>
internal sealed class LastRows(Transactions transactions, RowInserter inserter, RowRuns runs)
{
    private object? _attempt;
    private Dictionary<Type, object> _rows = [];
    private List<RowRun> _runs = [];

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
            _runs.Add(inserter.Of(added));
        }

        ((List<T>)rows).Add(row);
    }
}
