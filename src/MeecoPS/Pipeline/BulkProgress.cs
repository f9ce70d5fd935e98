using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace MeecoPS.Pipeline;

/// <summary>
/// The progress bar of a command that works on many inputs; it appears when the command takes its time, and tells how many
/// are finished, how fast it goes, and, once the last input has come, how long it will take.
/// </summary>
/// <param name="cmdlet">Whose progress it is.</param>
internal sealed class BulkProgress(PSCmdlet cmdlet)
{
    /// <summary>How often the bar is renewed at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shownAt;
    private long _finished;
    private long? _total;
    private bool _shown;

    /// <summary>Counts one input as finished, well or not.</summary>
    public void Count() => _finished++;

    /// <summary>The last input has come.</summary>
    /// <param name="left">How many inputs are not finished.</param>
    public void ExpectNoMore(int left) => _total = _finished + left;

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
        var rate = _finished / now.TotalSeconds;
        var record = Record(
            string.Create(CultureInfo.CurrentCulture, $"{_finished:N0}{(_total is { } all ? $" of {all:N0}" : "")} finished, {inWork} in work, {rate:N1}/s"),
            ProgressRecordType.Processing);
        if (_total is > 0 and { } total)
        {
            record.PercentComplete = (int)(100 * _finished / total);
            record.SecondsRemaining = rate > 0 ? (int)Math.Min(int.MaxValue, (total - _finished) / rate) : -1;
        }

        cmdlet.WriteProgress(record);
    }

    /// <summary>Takes the bar away.</summary>
    public void Complete()
    {
        if (_shown)
        {
            _shown = false;
            cmdlet.WriteProgress(Record("finished", ProgressRecordType.Completed));
        }
    }

    private ProgressRecord Record(string status, ProgressRecordType type) =>
        new(0, cmdlet.MyInvocation.MyCommand.Name, status) { RecordType = type };
}
