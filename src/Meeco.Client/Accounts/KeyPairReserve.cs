using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// Has the next pairs made while the caller does something else. Nothing is made before the first pair is asked for; from
/// then on a few pairs, and never more, are at hand or in the making. Safe for use by several threads.
/// </summary>
/// <param name="source">Where pairs come from.</param>
/// <param name="ahead">How many are kept at hand.</param>
/// <param name="cores">How many pairs can be made at once; where nobody waits for one, a core is left for other work.</param>
internal sealed class KeyPairReserve(IKeyPairSource source, int ahead, int cores) : IKeyPairSource
{
    // A connection whose two sides are at hand takes two, which is the most that one command asks for.
    private const int UsualAhead = 2;

    private readonly Lock _gate = new();

    // What nobody has taken, in the order in which it is made.
    private readonly List<Pair> _pairs = [];
    private readonly List<Pair> _notBegun = [];
    private readonly List<Pair> _inTheMaking = [];

    /// <summary>A reserve of fresh pairs, which makes none ahead where the only core is needed for those that are.</summary>
    public KeyPairReserve()
        : this(new FreshKeyPairs(), Environment.ProcessorCount > 1 ? UsualAhead : 0, Environment.ProcessorCount)
    {
    }

    /// <inheritdoc/>
    public async Task<RsaKeyPair> TakeAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var pair = Next();
        try
        {
            return await pair.Made.WaitAsync(cancel).ConfigureAwait(false);
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
        List<Pair> left;
        lock (_gate)
        {
            left = [.. _pairs];
            _pairs.Clear();
        }

        left.ForEach(Drop);
    }

    private static void Drop(Pair pair) => _ = pair.Made.ContinueWith(
        static made => made.Result.Dispose(),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnRanToCompletion,
        TaskScheduler.Default);

    private Pair Next()
    {
        lock (_gate)
        {
            // One that failed is no reason to refuse a caller who did not wait for it.
            _pairs.RemoveAll(static pair => pair.Made.IsFaulted);
            while (_pairs.Count <= ahead)
            {
                var pair = new Pair();
                _pairs.Add(pair);
                _notBegun.Add(pair);
            }

            var next = _pairs.Find(static pair => pair.Made.IsCompletedSuccessfully) ?? _pairs[0];
            _pairs.Remove(next);
            next.IsAwaited = true;
            Begin();
            return next;
        }
    }

    private void GiveBack(Pair pair)
    {
        lock (_gate)
        {
            if (_pairs.Count <= ahead)
            {
                pair.IsAwaited = false;
                _pairs.Insert(0, pair);
                return;
            }
        }

        Drop(pair);
    }

    // Making a pair keeps a core busy: one that somebody waits for must not share it with one that nobody does.
    private void Begin()
    {
        while (_inTheMaking.Count < cores && NextToBegin() is { } pair)
        {
            _notBegun.Remove(pair);
            _inTheMaking.Add(pair);
            _ = MakeAsync(pair);
        }
    }

    private Pair? NextToBegin() =>
        _notBegun.Find(static pair => pair.IsAwaited)
        ?? (_inTheMaking.Count(static pair => !pair.IsAwaited) < Math.Max(1, cores - 1) ? _notBegun.FirstOrDefault() : null);

    private async Task MakeAsync(Pair pair)
    {
        try
        {
            pair.Set(await source.TakeAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception fault)
        {
            pair.Fail(fault);
        }

        lock (_gate)
        {
            _inTheMaking.Remove(pair);
            Begin();
        }
    }

    private sealed class Pair
    {
        private readonly TaskCompletionSource<RsaKeyPair> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<RsaKeyPair> Made => _made.Task;

        /// <summary>Whether somebody has taken it.</summary>
        public bool IsAwaited { get; set; }

        public void Set(RsaKeyPair pair) => _made.SetResult(pair);

        public void Fail(Exception fault) => _made.SetException(fault);
    }
}
