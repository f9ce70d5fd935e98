using System.Diagnostics;
using System.Threading.RateLimiting;

namespace Meeco.Server.Http;

/// <summary>
/// Limits one caller at this instance by what all instances share: it has a few of his requests, and asks for more when they
/// are used up. Once it was refused it does not ask again before there can be another.
/// </summary>
internal sealed class SharedRequestLimiter(string caller, CallerLimit limit, SharedAllowances allowances, TimeProvider clock) : RateLimiter
{
    private static readonly Lease Granted = new(wait: null);

    // He who waits for the answer of another's question may use what it brought.
    private readonly SemaphoreSlim _asking = new(1);

    private int _left;
    private long _closedUntil;
    private long _used = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration =>
        _asking.CurrentCount == 0 ? null : Stopwatch.GetElapsedTime(Volatile.Read(ref _used));

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) =>
        permitCount == 0 || TryUse() ? Granted : Refused();

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (permitCount == 0 || TryUse())
            {
                return Granted;
            }

            if (Wait > TimeSpan.Zero)
            {
                return Refused();
            }

            var (given, wait) = await allowances.TakeAsync(caller, limit, cancellationToken);
            if (given == 0)
            {
                Volatile.Write(ref _closedUntil, (clock.GetUtcNow() + wait).UtcTicks);
                return Refused();
            }

            Interlocked.Add(ref _left, given - 1);
            return Granted;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _asking.Dispose();
        }

        base.Dispose(disposing);
    }

    private TimeSpan Wait => TimeSpan.FromTicks(Volatile.Read(ref _closedUntil) - clock.GetUtcNow().UtcTicks);

    private bool TryUse()
    {
        Volatile.Write(ref _used, Stopwatch.GetTimestamp());
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _left);
        return false;
    }

    private Lease Refused() => new(Wait > TimeSpan.Zero ? Wait : TimeSpan.Zero);

    /// <param name="wait">When to come again; null for one who need not.</param>
    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
