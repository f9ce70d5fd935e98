using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// One run over the user's tasks. It claims no more than it can finish in half the lease, so that a claim never lapses
/// under it; what it claimed and did not finish it gives back. Killed at any moment, it can be run again.
/// </summary>
internal sealed class ClientTaskBatch(MeecoSession session, BatchOptions options, IProgress<MeecoProgress>? progress)
{
    private const int FirstWindow = 16;
    private const int MaxWindow = 100;

    // The lease is 10 minutes unless the server is set otherwise (rule 48).
    private static readonly TimeSpan HalfLease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan GivingBackTimeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly ClientTaskRunner _runner = new(session);
    private readonly DelegationTaskRunner _delegationRunner = new(session);
    private int _done;

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
                await foreach (var result in RunAllAsync(workType, cancel).ConfigureAwait(false))
                {
                    progress?.Report(new MeecoProgress("Running client tasks", ++_done, _seen.Count));
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
        string workType,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var window = FirstWindow;
        while (await ClaimAsync(workType, window, cancel).ConfigureAwait(false) is { Count: > 0 } claimed)
        {
            var started = session.Settings.Time.GetTimestamp();
            await foreach (var result in RunWindowAsync(workType, claimed, cancel).ConfigureAwait(false))
            {
                yield return result;
            }

            window = NextWindow(window, claimed.Count, session.Settings.Time.GetElapsedTime(started));
        }
    }

    private async IAsyncEnumerable<MeecoClientTaskResult> RunWindowAsync(
        string workType,
        IReadOnlyList<ClientTaskBody> claimed,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var unfinished = claimed.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        try
        {
            var run = await RunnerOfAsync(workType, claimed, cancel).ConfigureAwait(false);
            var results = BoundedWork.SelectAsync(claimed, session.Settings.MaxConcurrency, run, cancel);
            await foreach (var result in results.ConfigureAwait(false))
            {
                unfinished.Remove(result.ClientTaskId);
                if (result.Outcome == ClientTaskOutcome.Skipped)
                {
                    _left.Add(result.ClientTaskId);
                }

                yield return result;
            }
        }
        finally
        {
            await GiveBackAsync(unfinished).ConfigureAwait(false);
        }
    }

    private async Task<Func<ClientTaskBody, CancellationToken, Task<MeecoClientTaskResult>>> RunnerOfAsync(
        string workType,
        IReadOnlyList<ClientTaskBody> claimed,
        CancellationToken cancel)
    {
        if (workType != WorkTypes.UpdateItemShares)
        {
            return _delegationRunner.RunAsync;
        }

        var items = await _runner.ReadItemsAsync(claimed, cancel).ConfigureAwait(false);
        return (task, stop) => _runner.RunAsync(task, items.GetValueOrDefault(task.TargetId), stop);
    }

    private async Task<IReadOnlyList<ClientTaskBody>> ClaimAsync(string workType, int window, CancellationToken cancel)
    {
        var wanted = Math.Min(window, (options.First ?? int.MaxValue) - _seen.Count);
        if (wanted <= 0)
        {
            return [];
        }

        // Always the first page: what is finished leaves the list. Own claims come with it, so that an answer that was
        // lost loses nothing (docs/RULES.md 9); those seen before were tried already.
        var answer = await session.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery
            {
                States = [ClientTaskStates.Todo],
                WorkType = workType,
                ChangeState = "true",
                PerPage = wanted,
            },
            cancel).ConfigureAwait(false);
        return [.. answer.ClientTasks.Where(task => _seen.Add(task.Id))];
    }

    private async Task GiveBackAsync(HashSet<string> unfinished)
    {
        if (unfinished.Count == 0 || session.IsEnded)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(GivingBackTimeout);
        try
        {
            await session.ClientTasks.SetStateAsync([.. unfinished], ClientTaskState.Todo, timeout.Token)
                .ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is MeecoException or OperationCanceledException)
        {
            // They lapse by themselves; what ended the run is the error to report.
        }
    }

    private static int NextWindow(int window, int ran, TimeSpan elapsed)
    {
        var affordable = elapsed <= TimeSpan.Zero ? MaxWindow : HalfLease / elapsed * ran;
        return (int)Math.Clamp(affordable, 1, Math.Min(MaxWindow, window * 2));
    }
}
