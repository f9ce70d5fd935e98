using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>Writes what became of the tasks of one round, and how far it is. Pipeline thread only.</summary>
/// <param name="cmdlet">Who writes it.</param>
/// <param name="round">Counts, and knows what is news.</param>
/// <param name="expected">How many tasks there are; null if nobody knows.</param>
/// <param name="inWork">How many are worked on at the same time.</param>
internal sealed class BatchReport(PSCmdlet cmdlet, BatchRound round, int? expected, int inWork) : IDisposable
{
    private readonly BulkProgress _progress = new(cmdlet);
    private int? _left = expected;

    /// <summary>The round.</summary>
    public BatchRound Round { get; } = round;

    /// <summary>Writes one result; a failure is an error too.</summary>
    /// <param name="result">What became of a task.</param>
    public void Write(MeecoClientTaskResult result)
    {
        _progress.Count();
        if (--_left is { } left)
        {
            // More may have come since they were counted.
            _progress.ExpectNoMore(Math.Max(0, left));
        }

        _progress.Show(inWork);
        if (!Round.IsNews(result))
        {
            return;
        }

        cmdlet.WriteObject(result);
        if (result.Error is { } error)
        {
            cmdlet.WriteError(MeecoErrors.From(error, result));
        }
    }

    /// <summary>Takes the progress away.</summary>
    public void Dispose() => _progress.Complete();
}
