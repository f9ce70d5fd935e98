using System.Management.Automation;
using Meeco;

namespace MeecoPS.Pipeline;

/// <summary>
/// Tells the user what a command waits for: of each kind of wait once in words, which <c>-Verbose</c> shows, and while it
/// lasts with a progress bar of its own.
/// </summary>
/// <param name="cmdlet">The command.</param>
/// <param name="queue">The way to the pipeline thread.</param>
/// <param name="stop">Signalled when the command is over.</param>
internal sealed class WaitNotice(PSCmdlet cmdlet, PipelineQueue queue, CancellationToken stop)
{
    // Beside the bar of the command's own progress.
    private const int ActivityId = 1;

    // What is over before anybody has read it is not shown.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HashSet<CallWaitReason> _said = [];
    private DateTime _shownUntil;
    private bool _shown;

    /// <summary>Says that calls wait. On any thread.</summary>
    /// <param name="wait">What for, and how long.</param>
    public void Show(CallWait wait) => queue.Post(() => Write(wait));

    /// <summary>Takes the bar away. Pipeline thread only.</summary>
    public void Close()
    {
        if (_shown)
        {
            _shown = false;
            cmdlet.WriteProgress(Record("going on", ProgressRecordType.Completed));
        }
    }

    private void Write(CallWait wait)
    {
        var text = TextOf(wait);
        if (_said.Add(wait.Reason))
        {
            cmdlet.WriteVerbose(text);
        }

        var until = DateTime.UtcNow + wait.Time;
        if (wait.Time >= Patience && !(_shown && until <= _shownUntil))
        {
            (_shown, _shownUntil) = (true, until);
            var record = Record(text, ProgressRecordType.Processing);
            record.SecondsRemaining = Seconds(wait);
            cmdlet.WriteProgress(record);
            _ = CloseAfterAsync(wait.Time, until);
        }
    }

    private async Task CloseAfterAsync(TimeSpan time, DateTime until)
    {
        await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        queue.Post(() =>
        {
            if (until == _shownUntil)
            {
                Close();
            }
        });
    }

    private ProgressRecord Record(string status, ProgressRecordType type) =>
        new(ActivityId, cmdlet.MyInvocation.MyCommand.Name, status) { RecordType = type };

    private static int Seconds(CallWait wait) => (int)Math.Ceiling(wait.Time.TotalSeconds);

    private static string TextOf(CallWait wait)
    {
        var server = wait.Server?.GetLeftPart(UriPartial.Authority) ?? "The server";
        return wait.Reason switch
        {
            CallWaitReason.Limited => $"{server} limits requests and wants to be left alone for {Seconds(wait)} s; then this goes on.",
            CallWaitReason.Unreachable => $"{server} cannot be reached, or the connection broke; trying again.",
            CallWaitReason.Silent => $"{server} did not answer in time; trying again.",
            _ => $"{server} says that it is not ready; trying again.",
        };
    }
}
