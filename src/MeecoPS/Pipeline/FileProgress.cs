using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Meeco;

namespace MeecoPS.Pipeline;

/// <summary>The progress bar of one file among several; several threads may report.</summary>
/// <param name="cmdlet">Whose progress it is.</param>
/// <param name="queue">The way to the pipeline thread.</param>
/// <param name="activityId">Tells it from the others; not 0, which is that of the whole command.</param>
internal sealed class FileProgress(Cmdlet cmdlet, PipelineQueue queue, int activityId) : IProgress<MeecoProgress>, IDisposable
{
    private const double Mebibyte = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shownAt = TimeSpan.Zero;
    private ProgressRecord? _shown;

    /// <inheritdoc />
    public void Report(MeecoProgress value)
    {
        lock (_gate)
        {
            // A small file is done before anybody could read the bar.
            var now = _running.Elapsed;
            if (now - _shownAt < BulkProgress.Interval)
            {
                return;
            }

            _shownAt = now;
            _shown = new ProgressRecord(activityId, value.Activity, string.Create(
                CultureInfo.CurrentCulture, $"{value.Done / Mebibyte:N1} of {value.Total / Mebibyte:N1} MiB"))
            {
                PercentComplete = value.Total > 0 ? (int)(100 * value.Done / value.Total) : 100,
            };
            Post(_shown);
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_shown is not null)
            {
                Post(new ProgressRecord(activityId, _shown.Activity, "finished") { RecordType = ProgressRecordType.Completed });
                _shown = null;
            }
        }
    }

    private void Post(ProgressRecord record) => queue.Post(() => cmdlet.WriteProgress(record));
}
