using System.Diagnostics;
using System.Management.Automation;

namespace MeecoPS.Pipeline;

/// <summary>The progress bar of a command that works on many inputs; it appears when the command takes its time.</summary>
/// <param name="cmdlet">Whose progress it is.</param>
internal sealed class BulkProgress(PSCmdlet cmdlet)
{
    /// <summary>How often the bar is renewed at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shownAt;
    private long _finished;
    private bool _shown;

    /// <summary>Counts one input as finished, well or not.</summary>
    public void Count() => _finished++;

    /// <summary>Renews the bar if it is time.</summary>
    /// <param name="inWork">How many inputs are being worked on.</param>
    public void Show(int inWork)
    {
        var now = _running.Elapsed;
        if (now < Patience || now - _shownAt < Interval)
        {
            return;
        }

        _shownAt = now;
        _shown = true;
        cmdlet.WriteProgress(Record($"{_finished} finished, {inWork} in work", ProgressRecordType.Processing));
    }

    /// <summary>Takes the bar away.</summary>
    public void Complete()
    {
        if (_shown)
        {
            cmdlet.WriteProgress(Record("finished", ProgressRecordType.Completed));
        }
    }

    private ProgressRecord Record(string status, ProgressRecordType type) =>
        new(0, cmdlet.MyInvocation.MyCommand.Name, status) { RecordType = type };
}
