using System.Threading.Channels;
using Meeco;

namespace MeecoPS.Pipeline;

/// <summary>
/// What background work wants done on the pipeline thread. PowerShell lets a cmdlet write on that thread only,
/// so work posts here and the cmdlet runs what was posted while it waits.
/// </summary>
internal sealed class PipelineQueue
{
    private readonly Channel<Action> _posted = Channel.CreateUnbounded<Action>();
    private Task<bool>? _somethingPosted;

    /// <summary>Posts an action and goes on; for messages, which are few.</summary>
    /// <param name="action">Run on the pipeline thread, or dropped when the command has ended.</param>
    public void Post(Action action) => _posted.Writer.TryWrite(action);

    /// <summary>
    /// Posts an action and waits until it has run, so that a producer is never ahead of the pipeline by more than one result.
    /// </summary>
    /// <param name="action">Run on the pipeline thread.</param>
    /// <param name="cancel">Ends the wait when the command is stopped.</param>
    public Task PostAsync(Action action, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (MeecoException error)
            {
                // The producer reports it as a failure of its own input.
                done.SetException(error);
            }
        });
        return done.Task.WaitAsync(cancel);
    }

    /// <summary>Runs what has been posted so far. Pipeline thread only.</summary>
    public void RunPosted()
    {
        while (_posted.Reader.TryRead(out var action))
        {
            action();
        }
    }

    /// <summary>Runs what is posted until a task has ended. Pipeline thread only.</summary>
    /// <param name="work">The task; its outcome is the caller's to look at.</param>
    /// <param name="cancel">Ends the wait when the command is stopped, even if the task does not listen.</param>
    public void RunUntil(Task work, CancellationToken cancel)
    {
        while (!work.IsCompleted)
        {
            Task.WaitAny([work, SomethingPosted()], cancel);
            RunPosted();
        }

        RunPosted();
    }

    /// <summary>Waits until something is posted, and runs it. Pipeline thread only.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancel">Ends the wait when the command is stopped.</param>
    public void RunNext(TimeSpan limit, CancellationToken cancel)
    {
        Task.WaitAny([SomethingPosted()], (int)limit.TotalMilliseconds, cancel);
        RunPosted();
    }

    // A wait that ran out is kept for the next one, or each would leave a waiter behind in the channel.
    private Task<bool> SomethingPosted()
    {
        if (_somethingPosted is null or { IsCompleted: true })
        {
            _somethingPosted = _posted.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        }

        return _somethingPosted;
    }
}
