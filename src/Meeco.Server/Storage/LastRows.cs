namespace Meeco.Server.Storage;

/// <summary>Rows that nothing in a transaction reads: they are written as its last, all of them together.</summary>
internal sealed class LastRows(Transactions transactions, RowRuns runs)
{
    private object? _attempt;
    private List<RowRun> _rows = [];

    /// <summary>Has rows written before the commit of the transaction that runs now; what is added to them until then is, too.</summary>
    public void Add(RowRun rows)
    {
        if (!ReferenceEquals(_attempt, transactions.Attempt))
        {
            var last = new List<RowRun>();
            (_attempt, _rows) = (transactions.Attempt, last);
            transactions.BeforeCommit(cancel => runs.RunAsync(last, cancel));
        }

        _rows.Add(rows);
    }
}
