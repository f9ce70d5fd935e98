using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// One run over the user's tasks. While one window of them is in work the next is claimed and read. It claims no more than it
/// can finish in half the lease, so that a claim never lapses under it; what it claimed and did not finish it gives back.
/// Killed at any moment, it can be run again.
/// </summary>
internal sealed class ClientTaskBatch(MeecoSession session, BatchOptions options)
{
    private const int FirstWindow = 16;
    private const int MaxWindow = 100;

    private static readonly TimeSpan GivingBackTimeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly ClientTaskAttempt _attempt = new(session);
    private readonly ClientTaskRunner _runner = new(session);
    private readonly DelegationTaskRunner _delegationRunner = new(session);
    private int _window = Math.Max(FirstWindow, options.ThrottleLimit);
    private int _run;

    /// <summary>Runs.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>What became of each task, as it is finished.</returns>
    public async IAsyncEnumerable<MeecoClientTaskResult> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var intake = new ClientTaskIntake(session, options);
        await foreach (var skipped in intake.PrepareAsync(cancel).ConfigureAwait(false))
        {
            yield return skipped;
        }

        try
        {
            // Shares may be changed at any time, delegations hardly ever: those are asked for only where one was seen.
            foreach (var workType in ClientTaskKinds.RunBy(session)
                .Where(workType => workType == WorkTypes.UpdateItemShares || intake.WorkTypesFound.Contains(workType)))
            {
                ITaskSource source = options.RetryFailed ? new FailedTasks(session, workType) : new WaitingTasks(session, workType);
                await foreach (var result in RunAllAsync(source, cancel).ConfigureAwait(false))
                {
                    yield return result;
                }
            }
        }
        finally
        {
            // Not before the end: whatever is given back would be claimed again.
            await GiveBackAsync(_left).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<MeecoClientTaskResult> RunAllAsync(
        ITaskSource source,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var window = await TakeAsync(source, besides: 0, cancel).ConfigureAwait(false);
        _window = Math.Min(MaxWindow, _window * 2);
        while (window.Tasks.Count > 0)
        {
            // One that is not full has emptied the queue: what comes meanwhile is asked for when this is done.
            var (isLast, besides) = (!window.IsFull, window.Tasks.Count);
            var next = new WindowAhead(
                stop => isLast ? Task.FromResult(TaskWindow.Empty) : TakeAsync(source, besides, stop), GiveBackAsync, cancel);
            await using (next.ConfigureAwait(false))
            {
                var began = session.Settings.Time.GetTimestamp();
                var before = _run;
                await foreach (var result in RunWindowAsync(window, source.Lease / 2, cancel).ConfigureAwait(false))
                {
                    yield return result;
                }

                // Two are claimed at a time, and both are to be finished by then.
                _window = NextWindow(_run - before, session.Settings.Time.GetElapsedTime(began), source.Lease / 4);
                window = await next.TakeAsync().ConfigureAwait(false);
            }

            if (window.Tasks.Count == 0)
            {
                window = await TakeAsync(source, besides: 0, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<TaskWindow> TakeAsync(ITaskSource source, int besides, CancellationToken cancel)
    {
        var most = (options.First ?? int.MaxValue) - _run - besides;
        if (most <= 0)
        {
            return TaskWindow.Empty;
        }

        var wanted = Math.Min(_window, most);
        var claimed = await source.ClaimAsync(wanted, most, cancel).ConfigureAwait(false);
        var claimedAt = session.Settings.Time.GetTimestamp();
        try
        {
            var updates = claimed.Where(task => task.WorkType == WorkTypes.UpdateItemShares);
            var items = await _runner.ReadItemsAsync(updates, cancel).ConfigureAwait(false);
            return new TaskWindow(claimed, items, claimedAt, IsFull: claimed.Count >= wanted);
        }
        catch
        {
            await GiveBackAsync(claimed.Select(task => task.Id)).ConfigureAwait(false);
            throw;
        }
    }

    private async IAsyncEnumerable<MeecoClientTaskResult> RunWindowAsync(
        TaskWindow window,
        TimeSpan limit,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var unfinished = window.Tasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        try
        {
            var groups = UploadGroup.For(session, window.Tasks.Count, options.ThrottleLimit);
            var results = BoundedWork.SelectAsync([.. window.Tasks.Zip(groups)], options.ThrottleLimit, RunAsync, cancel);
            await foreach (var result in results.ConfigureAwait(false))
            {
                if (result is not null)
                {
                    _run++;
                    unfinished.Remove(result.ClientTaskId);
                    Settle(result);
                    yield return result;
                }
            }

            // What is not begun in time is given back and claimed anew, so that nobody else gets it in the middle.
            async Task<MeecoClientTaskResult?> RunAsync((ClientTaskBody Task, UploadGroup Group) one, CancellationToken stop)
            {
                using var place = one.Group.Join();
                if (session.Settings.Time.GetElapsedTime(window.ClaimedAt) > limit)
                {
                    return null;
                }

                var result = await _attempt.RunAsync(one.Task, inner => WorkAsync(one.Task, window.Items, place, inner), stop).ConfigureAwait(false);
                return result with { ItemLabel = window.LabelOf(one.Task) };
            }
        }
        finally
        {
            await GiveBackAsync(unfinished).ConfigureAwait(false);
        }
    }

    private Task<MeecoClientTaskResult> WorkAsync(
        ClientTaskBody task, Dictionary<string, ItemToUpdate> items, UploadGroup.Place place, CancellationToken cancel) =>
        task.WorkType == WorkTypes.UpdateItemShares
            ? _runner.RunAsync(task, items.GetValueOrDefault(task.TargetId), place, cancel)
            : _delegationRunner.RunAsync(task, cancel);

    private void Settle(MeecoClientTaskResult result)
    {
        if (result.IsStillClaimed)
        {
            _left.Add(result.ClientTaskId);
        }
        else
        {
            session.ClientTasks.InWork.Release(result.ClientTaskId);
        }
    }

    private async Task GiveBackAsync(IEnumerable<string> unfinished)
    {
        using var timeout = new CancellationTokenSource(GivingBackTimeout);
        try
        {
            await session.ClientTasks.GiveBackAsync([.. unfinished], timeout.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is MeecoException or OperationCanceledException)
        {
            // They lapse by themselves; what ended the run is the error to report.
        }
    }

    private int NextWindow(int ran, TimeSpan elapsed, TimeSpan limit)
    {
        var affordable = elapsed <= TimeSpan.Zero ? MaxWindow : limit / elapsed * ran;
        return (int)Math.Clamp(affordable, 1, Math.Min(MaxWindow, _window * 2));
    }
}
