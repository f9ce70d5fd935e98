using System.Collections.Concurrent;
using Meeco.Cryptography;
using Meeco.Tests.Shared;

namespace Meeco.Client.Tests.Accounts;

/// <summary>Pairs made ahead: few, none twice, and none left behind.</summary>
public sealed class KeyPairReserveTests
{
    private const int Ahead = 2;
    private const int Cores = 2;

    private readonly Maker _maker = new();

    [Fact]
    public void Nothing_is_made_before_the_first_pair_is_asked_for()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);

        _maker.Begun.Should().Be(0);
    }

    [Fact]
    public async Task The_next_pairs_are_made_while_the_caller_does_something_else()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        var waiting = reserve.TakeAsync(Cancel);
        var first = _maker.Finish();
        (await waiting).Should().BeSameAs(first);
        var second = _maker.Finish();

        (await reserve.TakeAsync(Cancel)).Should().BeSameAs(second);
    }

    [Fact]
    public async Task Never_more_pairs_are_made_ahead_than_allowed()
    {
        _maker.AtOnce = true;
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        for (var taken = 1; taken <= 5; taken++)
        {
            using var pair = await reserve.TakeAsync(Cancel);
            _maker.Begun.Should().BeLessThanOrEqualTo(taken + Ahead);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task Where_nobody_waits_a_core_is_left_for_other_work(int cores, int background)
    {
        var reserve = new KeyPairReserve(_maker, ahead: 3, cores);
        var waiting = reserve.TakeAsync(Cancel);
        _maker.Finish();
        await waiting;

        _maker.Begun.Should().Be(1 + background);
    }

    [Fact]
    public async Task Those_who_wait_have_every_core_and_come_first()
    {
        var reserve = new KeyPairReserve(_maker, ahead: 3, cores: 3);

        var waiting = Enumerable.Range(0, 3).Select(_ => reserve.TakeAsync(Cancel)).ToList();

        _maker.Begun.Should().Be(3);
        using var one = _maker.Finish();
        using var two = _maker.Finish();
        using var three = _maker.Finish();
        (await Task.WhenAll(waiting)).Should().BeEquivalentTo([one, two, three], options => options.ComparingByValue<RsaKeyPair>());
    }

    [Fact]
    public async Task Nobody_gets_the_pair_of_another()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        var waiting = Enumerable.Range(0, 6).Select(_ => reserve.TakeAsync(Cancel)).ToList();
        var made = waiting.Select(_ => _maker.Finish()).ToList();

        (await Task.WhenAll(waiting)).Should().OnlyHaveUniqueItems();
        made.Should().HaveCount(waiting.Count);
    }

    [Fact]
    public async Task A_pair_that_nobody_waits_for_any_more_is_kept_for_the_next()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        using var stop = new CancellationTokenSource();
        var interrupted = reserve.TakeAsync(stop.Token);
        await stop.CancelAsync();
        await FluentActions.Awaiting(() => interrupted).Should().ThrowAsync<OperationCanceledException>();

        var next = reserve.TakeAsync(Cancel);
        var made = _maker.Finish();

        (await next).Should().BeSameAs(made);
    }

    [Fact]
    public async Task A_failure_is_told_to_the_one_who_waited_and_to_nobody_else()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        var first = reserve.TakeAsync(Cancel);
        _maker.Fail();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<InvalidOperationException>();

        var second = reserve.TakeAsync(Cancel);
        var made = _maker.Finish();

        (await second).Should().BeSameAs(made);
    }

    [Fact]
    public async Task Pairs_that_nobody_took_are_zeroed_when_it_is_cleared_and_more_can_be_had_afterwards()
    {
        var reserve = new KeyPairReserve(_maker, Ahead, Cores);
        var waiting = reserve.TakeAsync(Cancel);
        using var taken = _maker.Finish();
        await waiting;
        var left = _maker.Finish();

        reserve.Clear();

        await Eventually(() => left.ExportPrivatePem());
        taken.ExportPrivatePem().Should().NotBeEmpty();
        _maker.AtOnce = true;
        using var another = await reserve.TakeAsync(Cancel);
        another.Should().NotBeSameAs(left);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task Eventually(Action use)
    {
        // The pair is zeroed by a continuation, which the pool runs when it can.
        while (true)
        {
            try
            {
                use();
            }
            catch (Exception error) when (error is ObjectDisposedException or System.Security.Cryptography.CryptographicException)
            {
                return;
            }

            await Task.Delay(1, Cancel);
        }
    }

    /// <summary>Makes pairs when it is told to.</summary>
    private sealed class Maker : IKeyPairSource
    {
        private readonly BlockingCollection<TaskCompletionSource<RsaKeyPair>> _asked = [];
        private int _begun;

        /// <summary>Whether pairs are made as soon as they are asked for.</summary>
        public bool AtOnce { get; set; }

        public int Begun => Volatile.Read(ref _begun);

        public Task<RsaKeyPair> TakeAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref _begun);
            if (AtOnce)
            {
                return Task.FromResult(RsaKeyPair.FromPem(TestKeys.PrivatePem(1)));
            }

            var asked = new TaskCompletionSource<RsaKeyPair>();
            _asked.Add(asked, cancel);
            return asked.Task;
        }

        public RsaKeyPair Finish()
        {
            var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(1));
            _asked.Take(Cancel).SetResult(pair);
            return pair;
        }

        public void Fail() => _asked.Take(Cancel).SetException(new InvalidOperationException("No more randomness."));
    }
}
