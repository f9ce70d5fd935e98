using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Pipeline;

/// <summary>
/// A cmdlet that works on many inputs at once: at most <see cref="ThrottleLimit"/> are in work, the next is taken from the
/// pipeline when one has finished. Results are written as they come, so not always in the order of the inputs.
/// A failure is an error about its own input and stops no other.
/// </summary>
/// <typeparam name="TIn">One input.</typeparam>
/// <typeparam name="TOut">One result; an input may have any number of them.</typeparam>
public abstract class MeecoBulkCmdlet<TIn, TOut> : MeecoSessionCmdlet
    where TIn : notnull
{
    // Input that comes this slowly gives time to hand on what has finished, instead of at the next input.
    private static readonly TimeSpan SlowInput = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _sinceInput = Stopwatch.StartNew();
    private BulkProgress? _progress;
    private int _inWork;

    /// <summary>How many inputs are worked on at the same time: 1 to 64, 8 by default.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The inputs of the current pipeline record, as the parameters hold them.</summary>
    protected abstract IEnumerable<TIn> Inputs { get; }

    /// <summary>Whether to work on an input; here a cmdlet asks <c>ShouldProcess</c>. Runs on the pipeline thread.</summary>
    /// <param name="input">One input.</param>
    /// <returns>False to pass over it.</returns>
    protected virtual bool Admit(TIn input) => true;

    /// <summary>Works on one input, off the pipeline thread and beside others.</summary>
    /// <param name="input">One input.</param>
    /// <param name="cancel">Signalled when the command is stopped or has ended.</param>
    /// <returns>The results, each handed on before the next is asked for.</returns>
    protected abstract IAsyncEnumerable<TOut> RunAsync(TIn input, CancellationToken cancel);

    /// <summary>Hands on one result. Runs on the pipeline thread.</summary>
    /// <param name="input">The input it came from.</param>
    /// <param name="output">The result.</param>
    protected virtual void Deliver(TIn input, TOut output) => WriteObject(output);

    /// <summary>The object that an error about an input names: the user's own.</summary>
    /// <param name="input">The input that failed.</param>
    /// <returns>The object as the user gave it.</returns>
    protected virtual object TargetOf(TIn input) => input;

    /// <inheritdoc />
    protected override void Process()
    {
        var gap = _sinceInput.Elapsed;
        foreach (var input in Inputs)
        {
            if (TryAdmit(input))
            {
                RunWhile(() => _inWork >= ThrottleLimit);
                Start(input);
            }
        }

        Queue.RunPosted();
        if (gap > SlowInput)
        {
            // No longer than the input itself took, so that waiting here at most doubles the time.
            var waited = Stopwatch.StartNew();
            RunWhile(() => _inWork > 0 && waited.Elapsed < gap);
        }

        _sinceInput.Restart();
    }

    /// <inheritdoc />
    protected override void Complete()
    {
        RunWhile(() => _inWork > 0);
        _progress?.Complete();
    }

    private bool TryAdmit(TIn input)
    {
        try
        {
            return Admit(input);
        }
        catch (MeecoException error)
        {
            WriteError(MeecoErrors.From(error, TargetOf(input)));
            return false;
        }
    }

    private void Start(TIn input)
    {
        _progress ??= new BulkProgress(this);
        _inWork++;
        _ = Task.Run(() => WorkAsync(input), StopToken);
    }

    private async Task WorkAsync(TIn input)
    {
        try
        {
            await foreach (var output in RunAsync(input, StopToken).WithCancellation(StopToken).ConfigureAwait(false))
            {
                await Queue.PostAsync(() => Deliver(input, output), StopToken).ConfigureAwait(false);
            }

            Queue.Post(Finish);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The command is over: nobody waits for this input any more.
        }
        catch (MeecoException error)
        {
            Queue.Post(() =>
            {
                Finish();
                WriteError(MeecoErrors.From(error, TargetOf(input)));
            });
        }
        catch (Exception error)
        {
            // A defect of ours: thrown where the user sees it, not lost in a task nobody awaits.
            Queue.Post(() => ExceptionDispatchInfo.Throw(error));
        }
    }

    private void Finish()
    {
        _inWork--;
        _progress?.Count();
    }

    private void RunWhile(Func<bool> busy)
    {
        while (busy())
        {
            Queue.RunNext(BulkProgress.Interval, StopToken);
            _progress?.Show(_inWork);
        }
    }
}
