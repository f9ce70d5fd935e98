using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests;

public sealed class BoundedWorkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("8.7")]
    public async Task Every_input_gives_its_result_and_never_more_run_than_allowed()
    {
        var (running, most) = (0, 0);

        var results = await BoundedWork.SelectAsync(
            Enumerable.Range(0, 50).ToList(),
            4,
            async (input, cancel) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await Task.Yield();
                cancel.ThrowIfCancellationRequested();
                Interlocked.Decrement(ref running);
                return input * 2;
            },
            Cancel).ToListAsync(Cancel);

        results.Should().BeEquivalentTo(Enumerable.Range(0, 50).Select(input => input * 2));
        most.Should().BeInRange(1, 4);
    }

    [Fact]
    public async Task Whoever_stops_reading_leaves_nothing_running()
    {
        var running = 0;

        var first = await BoundedWork.SelectAsync(
            [0, 1, 2, 3],
            4,
            async (input, cancel) =>
            {
                if (input == 0)
                {
                    return input;
                }

                Interlocked.Increment(ref running);
                try
                {
                    await Task.Delay(Timeout.Infinite, cancel);
                    return input;
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            },
            Cancel).FirstAsync(Cancel);

        first.Should().Be(0);
        running.Should().Be(0);
    }

    [Fact]
    public async Task What_one_throws_ends_the_whole()
    {
        var running = () => BoundedWork.SelectAsync<int, int>(
            [0, 1], 1, (_, _) => throw new InvalidOperationException("here"), Cancel).ToListAsync(Cancel).AsTask();

        await running.Should().ThrowAsync<InvalidOperationException>().WithMessage("here");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
