using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Pipeline;

/// <summary>
/// What every cmdlet of this module shares: waits run off the pipeline thread and end at once when the command is stopped,
/// writes happen on it, and failures become error records with stable ids.
/// </summary>
public abstract class MeecoCmdlet : PSCmdlet, IDisposable
{
    // Ctrl+C is to answer within half a second.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<MeecoSession> _heard = [];

    /// <summary>Starts a cmdlet that has not been stopped.</summary>
    protected MeecoCmdlet()
    {
        StopToken = _stop.Token;
        Waits = new WaitNotice(this, Queue, StopToken);
    }

    /// <summary>Signalled when the command is stopped (Ctrl+C) or has ended early (<c>Select-Object -First</c>).</summary>
    protected CancellationToken StopToken { get; }

    /// <summary>The object to name in an error that is not about a single input; null when there is none.</summary>
    protected virtual object? ErrorTarget => null;

    /// <summary>
    /// Whether a failure ends the whole statement, so that <c>catch</c> sees it without <c>-ErrorAction Stop</c>. For acts
    /// that what follows relies on, such as connecting: going on would do it as somebody else.
    /// </summary>
    protected virtual bool FailureIsTerminating => false;

    /// <summary>Whether the command only says what it would do. Pipeline thread only.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var said) ? said : GetVariableValue("WhatIfPreference"));

    private protected PipelineQueue Queue { get; } = new();

    /// <summary>Says what calls wait for.</summary>
    private protected WaitNotice Waits { get; }

    /// <summary>Shows the steps of work that runs in the background.</summary>
    private protected IProgress<MeecoProgress> Steps => new StepProgress(this, Queue);

    /// <summary>Cancels whatever is still running.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected sealed override void BeginProcessing() => Guard(Prepare, terminating: true);

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => Guard(Process, FailureIsTerminating);

    /// <inheritdoc />
    protected sealed override void EndProcessing() => Guard(
        () =>
        {
            Complete();

            // A call that waited may have said so last of all.
            Queue.RunPosted();
            Waits.Close();
        },
        FailureIsTerminating);

    /// <inheritdoc />
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Done once, before the first input; a failure here ends the command.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Done for every input.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Done once, after the last input.</summary>
    protected virtual void Complete()
    {
    }

    /// <summary>What a switch says; a switch that is not given says nothing, which is not the same as no.</summary>
    /// <param name="value">The switch.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Yes or no; null if it was not given.</returns>
    private protected bool? Said(SwitchParameter value, string name) => MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;

    /// <summary>Hands on the object of an act where <c>-PassThru</c> asks for it: what became of it, or would with <c>-WhatIf</c>.</summary>
    /// <param name="result">The object.</param>
    /// <param name="passThru">The switch.</param>
    /// <param name="isAdmitted">Whether the act was done; one that was declined hands on nothing.</param>
    private protected void HandOn(object result, SwitchParameter passThru, bool isAdmitted)
    {
        if (passThru && (isAdmitted || IsWhatIf))
        {
            WriteObject(result);
        }
    }

    /// <summary>Says what the calls of a session wait for, as long as this command runs.</summary>
    /// <param name="session">The session.</param>
    private protected void Hear(MeecoSession session)
    {
        if (_heard.Add(session))
        {
            session.Waiting += Waits.Show;
        }
    }

    /// <summary>Runs work off the pipeline thread and waits for it; what it reports meanwhile is written.</summary>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="work">Given <see cref="StopToken"/>.</param>
    /// <returns>The work's result.</returns>
    protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(StopToken), StopToken);
        Queue.RunUntil(task, StopToken);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs work off the pipeline thread and waits for it.</summary>
    /// <param name="work">Given <see cref="StopToken"/>.</param>
    protected void Await(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Await(async cancel =>
        {
            await work(cancel).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Hands on results as they come; a pipeline that wants no more asks for no more.</summary>
    /// <typeparam name="T">The kind of result.</typeparam>
    /// <param name="results">Read one by one, off the pipeline thread.</param>
    /// <param name="write">What is done with each on the pipeline thread; writes it when null.</param>
    protected void Stream<T>(IAsyncEnumerable<T> results, Action<T>? write = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        var each = results.GetAsyncEnumerator(StopToken);
        var moving = Task.FromResult(false);
        try
        {
            while (true)
            {
                moving = Task.Run(() => each.MoveNextAsync().AsTask(), CancellationToken.None);
                Queue.RunUntil(moving, StopToken);
                if (!moving.GetAwaiter().GetResult())
                {
                    break;
                }

                if (write is null)
                {
                    WriteObject(each.Current);
                }
                else
                {
                    write(each.Current);
                }
            }
        }
        finally
        {
            // It may have something to take back. A command that was stopped waits for that no longer than nobody notices.
            var leaving = LeaveAsync(moving, each);
            if (StopToken.IsCancellationRequested)
            {
                leaving.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(Grace, CancellationToken.None);
            }
            else
            {
                Await(_ => leaving);
            }
        }
    }

    private static async Task LeaveAsync(Task moving, IAsyncDisposable each)
    {
        // One that still moves cannot be disposed of.
        await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await each.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends what runs in the background.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var session in _heard)
            {
                session.Waiting -= Waits.Show;
            }

            // Select-Object -First ends a pipeline without StopProcessing.
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    private void Guard(Action step, bool terminating)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MeecoException error)
        {
            var record = MeecoErrors.From(error, ErrorTarget);
            if (terminating)
            {
                Waits.Close();
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
    }
}
