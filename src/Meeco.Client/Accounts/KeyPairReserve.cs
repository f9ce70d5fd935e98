using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// Has the next pairs made while the caller does something else. Nothing is made before the first pair is asked for; from
/// then on a few pairs, and never more, are at hand or in the making. Safe for use by several threads.
/// </summary>
/// <param name="source">Where pairs come from.</param>
/// <param name="ahead">How many are kept at hand.</param>
internal sealed class KeyPairReserve(IKeyPairSource source, int ahead) : IKeyPairSource
{
    // A connection whose two sides are at hand takes two, which is the most that one command asks for.
    private const int UsualAhead = 2;

    private readonly Lock _gate = new();

    // What nobody has taken, in the order in which it is made.
    private readonly List<Task<RsaKeyPair>> _pairs = [];
    private readonly Queue<TaskCompletionSource<RsaKeyPair>> _notBegun = new();
    private int _inTheMaking;

    /// <summary>A reserve of fresh pairs, which makes none ahead where the only core is needed for those that are.</summary>
    public KeyPairReserve()
        : this(new FreshKeyPairs(), Environment.ProcessorCount > 1 ? UsualAhead : 0)
    {
    }

    /// <inheritdoc/>
    public async Task<RsaKeyPair> TakeAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var pair = Next();
        try
        {
            return await pair.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever asks next need not wait as long.
            GiveBack(pair);
            throw;
        }
    }

    /// <summary>Zeroes the pairs that nobody took, those in the making as soon as they are made. More can be taken afterwards.</summary>
    public void Clear()
    {
        List<Task<RsaKeyPair>> left;
        lock (_gate)
        {
            left = [.. _pairs];
            _pairs.Clear();
        }

        left.ForEach(Drop);
    }

    private static void Drop(Task<RsaKeyPair> pair) => _ = pair.ContinueWith(
        static made => made.Result.Dispose(),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnRanToCompletion,
        TaskScheduler.Default);

    private Task<RsaKeyPair> Next()
    {
        lock (_gate)
        {
            // One that failed is no reason to refuse a caller who did not wait for it.
            _pairs.RemoveAll(static pair => pair.IsFaulted);
            while (_pairs.Count <= ahead)
            {
                var pair = new TaskCompletionSource<RsaKeyPair>(TaskCreationOptions.RunContinuationsAsynchronously);
                _pairs.Add(pair.Task);
                _notBegun.Enqueue(pair);
            }

            Begin();
            var next = _pairs.Find(static pair => pair.IsCompletedSuccessfully) ?? _pairs[0];
            _pairs.Remove(next);
            return next;
        }
    }

    private void GiveBack(Task<RsaKeyPair> pair)
    {
        lock (_gate)
        {
            if (_pairs.Count <= ahead)
            {
                _pairs.Insert(0, pair);
                return;
            }
        }

        Drop(pair);
    }

    // Making a pair keeps a core busy: one that somebody waits for must not share it with one that nobody does.
    private void Begin()
    {
        while (_inTheMaking < Environment.ProcessorCount && _notBegun.TryDequeue(out var pair))
        {
            _inTheMaking++;
            _ = MakeAsync(pair);
        }
    }

    private async Task MakeAsync(TaskCompletionSource<RsaKeyPair> pair)
    {
        try
        {
            pair.SetResult(await source.TakeAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception fault)
        {
            pair.SetException(fault);
        }

        lock (_gate)
        {
            _inTheMaking--;
            Begin();
        }
    }
}
