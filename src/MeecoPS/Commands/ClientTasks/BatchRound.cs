using System.Globalization;
using Meeco;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>What one round of a batch came to.</summary>
/// <param name="before">The round before it, whose news is none any more.</param>
internal sealed class BatchRound(BatchRound? before = null)
{
    private readonly HashSet<(string TaskId, string? ErrorId)> _skipped = [];
    private readonly HashSet<(string TaskId, string? ErrorId)> _known = before?._skipped ?? [];
    private int _completed;
    private int _failed;

    /// <summary>How many tasks other sessions have claimed.</summary>
    public int ClaimedElsewhere { get; private set; }

    /// <summary>Counts a result.</summary>
    /// <param name="result">What became of a task.</param>
    /// <returns>Whether it is worth telling: what was left alone for the same reason in the round before is not.</returns>
    public bool IsNews(MeecoClientTaskResult result)
    {
        switch (result.Outcome)
        {
            case ClientTaskOutcome.Completed:
                _completed++;
                return true;
            case ClientTaskOutcome.Failed:
                _failed++;
                return true;
            default:
                ClaimedElsewhere += result.ErrorId == MeecoClientTaskResult.ClaimedId ? 1 : 0;
                _skipped.Add((result.ClientTaskId, result.ErrorId));
                return !_known.Contains((result.ClientTaskId, result.ErrorId));
        }
    }

    /// <summary>The time and the numbers.</summary>
    /// <returns>A line of text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.CurrentCulture,
        $"{DateTime.Now:T}  {_completed:N0} client task(s) completed, {_failed:N0} failed, {_skipped.Count:N0} skipped");
}
