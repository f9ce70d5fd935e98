using System.Text.Json.Nodes;
using Meeco.Server.ClientTasks;
using Meeco.Server.Hosting;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

/// <summary>The operator's commands, beside a server that runs on the same database.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private readonly MeecoServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // The commands' clock is that of the machine.
        _server.Clock.Advance(TimeProvider.System.GetUtcNow() - _server.Clock.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Users_are_listed_disabled_and_enabled_while_the_server_runs()
    {
        var user = await _server.NewUserAsync();
        (await user.Vault.PutAsync("/me", new JsonObject { ["user"] = new JsonObject { ["full_name"] = "Emmett\u001b[2J Brown" } })).Should(200);

        (await RunAsync("users", "list")).Should().Contain($"{user.Id}\tenabled\t").And.Contain("Emmett [2J Brown");
        (await RunAsync("users", "disable", user.Id)).Should().Be($"Emmett [2J Brown ({user.Id}) is disabled.{Environment.NewLine}");
        (await user.Vault.GetAsync("/me")).ShouldRefuse(401, "unauthorized");
        var listed = JsonNode.Parse(await RunAsync("users", "list", "--disabled", "--json"))!.AsArray().Should().ContainSingle().Which!;
        listed["id"]!.GetValue<string>().Should().Be(user.Id);
        listed["state"]!.GetValue<string>().Should().Be("disabled");
        listed["disabled_at"]!.GetValue<DateTimeOffset>().Should().BeBefore(TimeProvider.System.GetUtcNow());
        JsonNode.Parse(await RunAsync("users", "enable", user.Id, "--json"))!["state"]!.GetValue<string>().Should().Be("enabled");
        (await RunAsync("users", "list", "--disabled")).Should().BeEmpty();
    }

    [Fact]
    public async Task Open_tasks_are_counted_by_state()
    {
        var user = await _server.NewUserAsync();
        await AddAsync(new ClientTask
        {
            UserKey = user.Key,
            WorkType = WorkTypes.UpdateItemShares,
            TargetKey = 1,
            State = ClientTaskState.Todo,
            CreatedAt = _server.Clock.GetUtcNow() - TimeSpan.FromHours(1),
        });

        var states = JsonNode.Parse(await RunAsync("tasks", "stats", "--json"))!.AsArray();

        states.Select(state => (state!["state"]!.GetValue<string>(), state["count"]!.GetValue<long>())).Should().Equal(
            ("todo", 1), ("in_progress", 0), ("failed", 0));
        states[0]!["oldest_age_seconds"]!.GetValue<long>().Should().BeGreaterThanOrEqualTo(3600);
        (await RunAsync("tasks", "stats")).Should().Contain("todo\t1\t").And.Contain("failed\t0\t0");
    }

    [Fact]
    public async Task A_vacuum_removes_what_has_expired_and_nothing_else()
    {
        var user = await _server.NewUserAsync();

        // So that the server does not do it itself.
        await _server.SweepAsync();
        await AddAsync(new Meeco.Server.Accounts.LoginAttempt
        {
            Username = "over",
            Failures = 1,
            ExpiresAt = _server.Clock.GetUtcNow() - TimeSpan.FromMinutes(1),
        });

        var row = JsonNode.Parse(await RunAsync("vacuum", "--json"))!;

        row["expired_rows"]!.GetValue<long>().Should().Be(1);
        row["bytes_after"]!.GetValue<long>().Should().BePositive();
        (await user.Vault.GetAsync("/me")).Should(200);
        (await RunAsync("vacuum")).Should().Contain("Removed 0 expired rows");
    }

    private async Task AddAsync(object row)
    {
        await using var scope = _server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        db.Add(row);
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CommandLine.RunAsync([.. arguments, .. _server.Arguments], output, errors);
        code.Should().Be(0, errors.ToString());
        return output.ToString();
    }
}
