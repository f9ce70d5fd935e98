using System.Management.Automation;

namespace MeecoPS.Shell;

/// <summary>The progress of the running pipeline as one line at the bottom of a terminal; nothing when output is redirected.</summary>
/// <remarks>Not thread-safe: <see cref="ShellUserInterface"/> calls it under its lock.</remarks>
internal sealed class ProgressLine(ShellRawUserInterface raw)
{
    private const int RedrawMilliseconds = 100;

    private long _drawnAt;
    private int _drawnWidth;

    /// <summary>Shows a record in the place of the one before it.</summary>
    public void Show(ProgressRecord record)
    {
        if (Console.IsOutputRedirected)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
        }
        else if (_drawnWidth == 0 || Environment.TickCount64 - _drawnAt >= RedrawMilliseconds)
        {
            Draw(record);
        }
    }

    /// <summary>Takes the line away, so that something else can be written.</summary>
    public void Clear()
    {
        if (_drawnWidth > 0)
        {
            Console.Out.Write('\r' + new string(' ', _drawnWidth) + '\r');
            _drawnWidth = 0;
        }
    }

    private void Draw(ProgressRecord record)
    {
        Clear();
        var percent = record.PercentComplete < 0 ? "" : $" {record.PercentComplete} %";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");

        // The last column stays free: a terminal that wraps there could not take the line back.
        var width = Math.Min(text.Length, raw.WindowSize.Width - 1);
        Console.Out.Write(text[..width]);
        _drawnWidth = width;
        _drawnAt = Environment.TickCount64;
    }
}
