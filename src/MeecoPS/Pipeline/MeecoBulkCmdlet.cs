using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Pipeline;

/// <summary>
/// A cmdlet that works on many inputs at once: at most <see cref="ThrottleLimit"/> are in work, the next is taken from the
/// pipeline when one has finished. Results are written as they come, so not always in the order of the inputs.
/// A failure is an error about its own input and stops no other. A command that can read about many inputs in one call has
/// them gathered (<see cref="GroupSize"/>); while one group is in work the next is read about, and no more than that waits.
/// </summary>
/// <typeparam name="TIn">One input.</typeparam>
/// <typeparam name="TOut">One result; an input may have any number of them.</typeparam>
public abstract class MeecoBulkCmdlet<TIn, TOut> : MeecoSessionCmdlet
    where TIn : notnull
{
    // Input that comes this slowly gives time to hand on what has finished, instead of at the next input.
    private static readonly TimeSpan SlowInput = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _sinceInput = Stopwatch.StartNew();
    private readonly List<TIn> _gathered = [];
    private readonly Queue<(TIn Input, Task Prepared)> _waiting = [];
    private BulkProgress? _progress;
    private int _inWork;
    private bool _isWhatIf;

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

    /// <summary>How many inputs are read about together; 1, the default, for none.</summary>
    protected virtual int GroupSize => 1;

    /// <summary>Reads about several inputs, off the pipeline thread, before they are worked on. What fails here fails for each of them.</summary>
    /// <param name="inputs">The inputs, <see cref="GroupSize"/> or fewer.</param>
    /// <param name="cancel">Signalled when the command is stopped or has ended.</param>
    /// <returns>When all is read.</returns>
    protected virtual Task PrepareAsync(IReadOnlyList<TIn> inputs, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Works on one input, off the pipeline thread and beside others.</summary>
    /// <param name="input">One input.</param>
    /// <param name="cancel">Signalled when the command is stopped or has ended.</param>
    /// <returns>The results, each handed on before the next is asked for.</returns>
    protected abstract IAsyncEnumerable<TOut> RunAsync(TIn input, CancellationToken cancel);

    /// <summary>What an input would become, found by reading alone: what <c>-WhatIf</c> hands on in the place of a result.</summary>
    /// <param name="input">One input.</param>
    /// <param name="cancel">Signalled when the command is stopped or has ended.</param>
    /// <returns>The results as they would be; null, the default, for a command that hands on nothing then.</returns>
    protected virtual IAsyncEnumerable<TOut>? ForeseeAsync(TIn input, CancellationToken cancel) => null;

    /// <summary>Whether results are handed on; a command that has <c>-PassThru</c> gives that.</summary>
    protected virtual bool HandsOn => true;

    /// <summary>What is written of a result, done or foreseen; the result itself unless a command says otherwise. Runs on the pipeline thread.</summary>
    /// <param name="output">The result.</param>
    /// <returns>What the pipeline gets.</returns>
    protected virtual object? Shown(TOut output) => output;

    /// <summary>Takes one result. Runs on the pipeline thread.</summary>
    /// <param name="input">The input it came from.</param>
    /// <param name="output">The result.</param>
    protected virtual void Deliver(TIn input, TOut output)
    {
        if (HandsOn)
        {
            WriteObject(Shown(output));
        }
    }

    /// <summary>The object that an error about an input names: the user's own.</summary>
    /// <param name="input">The input that failed.</param>
    /// <returns>The object as the user gave it; null where that is a secret.</returns>
    protected virtual object? TargetOf(TIn input) => input;

    /// <inheritdoc />
    protected override void Process()
    {
        var gap = _sinceInput.Elapsed;
        _isWhatIf = IsWhatIf;
        foreach (var input in Inputs)
        {
            if (TryAdmit(input))
            {
                _gathered.Add(input);
                if (_gathered.Count >= GroupSize)
                {
                    Release();
                }
            }
        }

        Queue.RunPosted();
        if (gap > SlowInput)
        {
            Release();

            // No longer than the input itself took, so that waiting here at most doubles the time.
            var waited = Stopwatch.StartNew();
            RunWhile(() => _inWork > 0 && waited.Elapsed < gap);
        }

        _sinceInput.Restart();
    }

    /// <inheritdoc />
    protected override void Complete()
    {
        Release();
        _progress?.ExpectNoMore(_inWork + _waiting.Count);
        RunWhile(() => _inWork + _waiting.Count > 0);
        _progress?.Complete();
    }

    private void Release()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        var group = _gathered.ToArray();
        _gathered.Clear();
        var prepared = GroupSize == 1 ? Task.CompletedTask : Task.Run(() => PrepareAsync(group, StopToken), StopToken);
        foreach (var input in group)
        {
            _waiting.Enqueue((input, prepared));
        }

        StartWaiting();
        RunWhile(() => _waiting.Count >= GroupSize);
    }

    private void StartWaiting()
    {
        while (_inWork < ThrottleLimit && _waiting.TryDequeue(out var next))
        {
            Start(next.Input, next.Prepared);
        }
    }

    private bool TryAdmit(TIn input)
    {
        try
        {
            return Admit(input) || Foreseen(input) is not null;
        }
        catch (MeecoException error)
        {
            WriteError(MeecoErrors.From(error, TargetOf(input)));
            return false;
        }
    }

    private IAsyncEnumerable<TOut>? Foreseen(TIn input) => _isWhatIf && HandsOn ? ForeseeAsync(input, StopToken) : null;

    private void Hand(TIn input, TOut output, bool isReal)
    {
        if (isReal)
        {
            Deliver(input, output);
        }
        else
        {
            WriteObject(Shown(output));
        }
    }

    private void Start(TIn input, Task prepared)
    {
        _progress ??= new BulkProgress(this);
        _inWork++;
        _ = Task.Run(() => WorkAsync(input, prepared), StopToken);
    }

    private async Task WorkAsync(TIn input, Task prepared)
    {
        try
        {
            await prepared.ConfigureAwait(false);
            var foreseen = Foreseen(input);
            await foreach (var output in (foreseen ?? RunAsync(input, StopToken)).WithCancellation(StopToken).ConfigureAwait(false))
            {
                await Queue.PostAsync(() => Hand(input, output, isReal: foreseen is null), StopToken).ConfigureAwait(false);
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
        StartWaiting();
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
