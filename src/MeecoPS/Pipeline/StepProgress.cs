using System.Management.Automation;
using Meeco;

namespace MeecoPS.Pipeline;

/// <summary>Shows on the pipeline thread what background work says about its steps.</summary>
/// <param name="cmdlet">Whose progress it is.</param>
/// <param name="queue">The way to the pipeline thread.</param>
internal sealed class StepProgress(Cmdlet cmdlet, PipelineQueue queue) : IProgress<MeecoProgress>
{
    /// <inheritdoc />
    public void Report(MeecoProgress value)
    {
        var total = Math.Max(value.Total, 1);
        var record = new ProgressRecord(0, value.Activity, $"{value.Done} of {total}")
        {
            PercentComplete = (int)Math.Clamp(100 * value.Done / total, 0, 100),
            RecordType = value.Done >= total ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
        queue.Post(() => cmdlet.WriteProgress(record));
    }
}
