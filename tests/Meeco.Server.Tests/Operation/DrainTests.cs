using System.Data;
using System.Text.Json.Nodes;
using Meeco.Server.ClientTasks;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

/// <summary>What happens to a request that is under way when a process is told to stop.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    // Its clock is that of the process, so that what one of them writes is not over for the other.
    private readonly MeecoServer _beside = new();
    private TestUser _user = null!;
    private MeecoDb? _holder;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        _beside.Clock.Advance(TimeProvider.System.GetUtcNow() - _beside.Clock.GetUtcNow());
        _user = await _beside.NewUserAsync();
        await using var scope = _beside.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        db.Add(new ClientTask
        {
            UserKey = _user.Key,
            WorkType = WorkTypes.UpdateItemShares,
            TargetKey = 1,
            State = ClientTaskState.Todo,
            CreatedAt = _beside.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_holder is not null)
        {
            await _holder.DisposeAsync();
        }

        await _beside.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_that_is_under_way_is_answered_and_held_while_the_server_says_it_is_not_ready()
    {
        await using var server = await ServerProcess.StartAsync(_beside, "--Meeco:DrainDelay", "00:00:03");
        await using var hold = await HoldTheDatabaseAsync();
        var claiming = ClaimAsync(server);
        await UntilItWaitsAsync(server, claiming);

        await server.SignalAsync("TERM");
        var ready = await server.Anonymous.GetAsync("/health/ready");
        while (ready.Status == 200)
        {
            // The signal is on its way.
            ready = await server.Anonymous.GetAsync("/health/ready");
        }

        ready.Should(503)["checks"]!["taking_requests"]!.GetValue<string>().Should().Be("unavailable");

        claiming.IsCompleted.Should().BeFalse();
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        (await claiming).Should(200)["client_tasks"]!.AsArray().Should().ContainSingle();
        (await server.EndedAsync()).Should().Be(0, server.Log);
        (await StateAsync()).Should().Be(ClientTaskState.InProgress);
    }

    [Fact]
    public async Task Who_takes_longer_than_the_server_waits_is_cut_and_has_claimed_nothing()
    {
        await using var server = await ServerProcess.StartAsync(_beside, "--Meeco:ShutdownTimeout", "00:00:00.1");
        await using var hold = await HoldTheDatabaseAsync();
        var claiming = ClaimAsync(server);
        await UntilItWaitsAsync(server, claiming);

        await server.SignalAsync("TERM");

        await claiming.Awaiting(call => call).Should().ThrowAsync<HttpRequestException>();
        await server.EndedAsync();
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        (await StateAsync()).Should().Be(ClientTaskState.Todo);
    }

    private Task<TestAnswer> ClaimAsync(ServerProcess server) =>
        server.As(_user.Vault).GetAsync("/client_task_queue?state=todo&change_state=true");

    // Another request that needs the lock stands behind it and is given up: by then the first has come in.
    private static async Task UntilItWaitsAsync(ServerProcess server, Task claiming)
    {
        (await server.Anonymous.PostAsync("/keystore/srp/username", new JsonObject())).Should(200);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        claiming.IsCompleted.Should().BeFalse();
    }

    // Whoever claims must wait for this one: SQLite has one writer, and PostgreSQL is told.
    private async Task<IDbContextTransaction> HoldTheDatabaseAsync()
    {
        _holder = _beside.Database.Open();
        var hold = await _holder.Database.BeginTransactionAsync(IsolationLevel.Serializable, TestContext.Current.CancellationToken);
        if (TestDatabases.OnPostgres)
        {
            await _holder.Database.ExecuteSqlRawAsync(
                "LOCK TABLE \"ClientTasks\" IN ACCESS EXCLUSIVE MODE", TestContext.Current.CancellationToken);
        }

        return hold;
    }

    private async Task<ClientTaskState> StateAsync()
    {
        await using var scope = _beside.Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().ClientTasks
            .Where(task => task.UserKey == _user.Key)
            .Select(task => task.State)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
