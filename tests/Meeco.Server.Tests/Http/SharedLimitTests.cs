using System.Threading.RateLimiting;
using Meeco.Server.Http;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meeco.Server.Tests.Http;

/// <summary>Instances on one database allow together what one would alone.</summary>
public sealed class SharedLimitTests : IAsyncLifetime
{
    // Each instance takes five of them at once.
    private const int Burst = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-shared-limit-").FullName;
    private readonly List<MeecoServer> _instances = [];
    private TestDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        if (TestDatabases.OnPostgres)
        {
            _database = TestDatabases.Make(_folder);
            _instances.AddRange(Enumerable.Range(0, 3).Select(
                _ => MeecoServer.On(_folder, _database, ("RequestsPerMinute", "1200"), ("RequestBurst", $"{Burst}"))));
        }

        return ValueTask.CompletedTask;
    }

    [Fact, Rule("request-limit")]
    public async Task Three_instances_allow_together_what_one_would()
    {
        TestDatabases.RequirePostgres();
        var user = await _instances[0].NewUserAsync();

        (await UseUpAsync(user)).Should().Be(Burst);
        foreach (var instance in _instances)
        {
            instance.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await UseUpAsync(user)).Should().Be(20, "so many come back in a second");
    }

    [Fact, Rule("request-limit")]
    public async Task Calls_at_once_at_all_instances_outrun_nothing()
    {
        TestDatabases.RequirePostgres();
        var user = await _instances[0].NewUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2 * Burst).Select(number => At(_instances[number % 3], user).GetAsync("/me")));

        // An instance that was refused the whole of what it wanted may be left with the rest of what it has.
        var allowed = answers.Count(answer => answer.Status == 200) + await UseUpAsync(user);
        allowed.Should().Be(Burst);
        answers.Where(answer => answer.Status != 200).Should().OnlyContain(answer => answer.Status == 429 && answer.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Callers_who_have_all_of_their_requests_again_are_forgotten()
    {
        TestDatabases.RequirePostgres();
        var user = await _instances[0].NewUserAsync();
        (await At(_instances[0], user).GetAsync("/me")).Should(200);
        (await CountAsync()).Should().Be(1);

        _instances[0].Clock.Advance(TimeSpan.FromSeconds(1));
        await _instances[0].SweepAsync();

        (await CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_database_that_is_away_does_not_make_a_limit()
    {
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<ServerMetrics>().BuildServiceProvider();
        var allowances = new SharedAllowances(
            DatabaseAddress.Parse($"Host={_folder};Username=nobody;Database=nowhere"),
            services.GetRequiredService<ServerMetrics>(),
            new TestClock(),
            NullLogger<SharedAllowances>.Instance);
        await using RateLimiter limiter = new SharedRequestLimiter("somebody", new CallerLimit(1, 1), allowances, new TestClock());

        for (var request = 0; request < 3; request++)
        {
            using var lease = await limiter.AcquireAsync(1, Cancel);
            lease.IsAcquired.Should().BeTrue("whoever asks how the server is must be told");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static TestCaller At(MeecoServer instance, TestUser user) => instance.Anonymous with { Root = "/vault", Token = user.VaultToken };

    /// <returns>How many requests were answered until all instances refused.</returns>
    private async Task<int> UseUpAsync(TestUser user)
    {
        var answered = 0;
        var open = new Queue<MeecoServer>(_instances);
        while (open.TryDequeue(out var instance))
        {
            if ((await At(instance, user).GetAsync("/me")).Status == 200)
            {
                answered++;
                open.Enqueue(instance);
            }
        }

        return answered;
    }

    private async Task<int> CountAsync()
    {
        await using var scope = _instances[0].Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().RequestAllowances.CountAsync(Cancel);
    }
}
