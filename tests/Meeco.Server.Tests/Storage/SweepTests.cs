using Meeco.Server.Accounts;
using Meeco.Server.ClientTasks;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meeco.Server.Tests.Storage;

/// <summary>What is over goes away without anybody's request, by the hand of one instance at a time.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-sweep-tests-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_instances_one_sweeps_and_the_other_when_that_is_gone()
    {
        TestDatabases.RequirePostgres();
        await using var database = TestDatabases.Make(_folder);
        await using var one = MeecoServer.On(_folder, database);
        await using var other = MeecoServer.On(_folder, database);
        var held = await TakeAsync(one);
        await AddExpiredAsync(one);

        await using (var scope = other.Scope())
        {
            (await scope.ServiceProvider.GetRequiredService<SweepRound>().RunAsync(Cancel)).Should().BeFalse();
        }

        (await CountAsync(one)).Should().Be(1);
        await held.DisposeAsync();
        await other.SweepAsync();
        (await CountAsync(one)).Should().Be(0);
    }

    [Fact]
    public async Task What_is_over_goes_without_a_request_from_time_to_time()
    {
        await using var server = MeecoServer.With(("SweepInterval", "00:00:01"));
        await server.SweepAsync();
        await AddExpiredAsync(server);

        while (await CountAsync(server) > 0)
        {
            await Task.Delay(20, Cancel);
        }
    }

    [Fact]
    public async Task More_than_goes_in_one_part_goes_all_the_same()
    {
        await using var server = new MeecoServer();
        await using (var scope = server.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
            db.AddRange(Enumerable.Range(0, 1200).Select(number => Expired(server, $"over {number}")));
            await db.SaveChangesAsync(Cancel);
        }

        await server.SweepAsync();

        (await CountAsync(server)).Should().Be(0);
    }

    [Fact]
    public async Task A_sweep_that_fails_does_not_keep_the_others_from_theirs()
    {
        var others = 0;
        await using var services = new ServiceCollection()
            .AddScoped<ISweep>(_ => new Sweep(() => throw new InvalidOperationException("The disk is full.")))
            .AddScoped<ISweep>(_ => new Sweep(() => others++))
            .BuildServiceProvider();
        (await RoundOf(services).RunAsync(Cancel)).Should().BeTrue();

        others.Should().Be(1);
    }

    [Fact]
    public async Task A_sweep_ends_with_the_server()
    {
        using var stop = new CancellationTokenSource();
        var others = 0;
        await using var services = new ServiceCollection()
            .AddScoped<ISweep>(_ => new Sweep(stop.Cancel))
            .AddScoped<ISweep>(_ => new Sweep(() => others++))
            .BuildServiceProvider();
        var act = () => RoundOf(services).RunAsync(stop.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        others.Should().Be(0);
    }

    [Fact]
    public async Task A_claim_that_lapsed_is_given_back_though_nobody_asks_for_it()
    {
        await using var server = new MeecoServer();
        var people = await new Story(server).UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        await Story.ShareAsync(people[0], item, people[1]);
        await Story.UpdateAsync(people[0], item);
        var task = (await Story.TasksAsync(people[0])).Single()["id"]!.GetValue<string>();
        (await people[0].Vault.PutAsync("/client_task_queue", Story.TaskChange(task, "in_progress"))).Should(200);

        server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await server.SweepAsync();
        (await StateAsync(server)).Should().Be(ClientTaskState.InProgress);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await server.SweepAsync();
        (await StateAsync(server)).Should().Be(ClientTaskState.Todo);
    }

    public void Dispose()
    {
        TestDatabases.Release(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    private SweepRound RoundOf(IServiceProvider services) => new(
        services.GetRequiredService<IServiceScopeFactory>(),
        new SweepLock(DatabaseAddress.InFolder(_folder)),
        NullLogger<SweepRound>.Instance);

    private static async Task<IAsyncDisposable> TakeAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        var free = scope.ServiceProvider.GetRequiredService<SweepLock>();
        while (true)
        {
            // Both look once when they start.
            if (await free.TryTakeAsync(Cancel) is { } held)
            {
                return held;
            }

            await Task.Delay(5, Cancel);
        }
    }

    private static LoginAttempt Expired(MeecoServer server, string name) =>
        new() { Username = name, Failures = 1, ExpiresAt = server.Clock.GetUtcNow() };

    private static async Task AddExpiredAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        db.Add(Expired(server, "over"));
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<int> CountAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().LoginAttempts.CountAsync(Cancel);
    }

    private static async Task<ClientTaskState> StateAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().ClientTasks.Select(task => task.State).SingleAsync(Cancel);
    }

    private sealed class Sweep(Action act) : ISweep
    {
        public Task<int> SweepAsync(CancellationToken cancel)
        {
            act();
            cancel.ThrowIfCancellationRequested();
            return Task.FromResult(0);
        }
    }
}
