using System.Diagnostics.Metrics;
using System.Net;
using Meeco.Server.ClientTasks;
using Meeco.Server.Events;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

[Collection<Alone>]
public sealed class TelemetryTests
{
    private const string Token = "TheTokenOfAnInvitation";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_shown_at_an_address_of_their_own_and_tell_of_requests_log_ins_tasks_and_the_database()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        await using var server = MeecoServer.With(("MetricsUrl", address.ToString()));
        var user = await server.NewUserAsync();
        await AddTaskAsync(server, user);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await server.RestartAsync();
        using var metrics = new HttpClient { BaseAddress = address };
        var vault = user.Vault with { Client = server.Anonymous.Client };
        var shown = await ReadAsync(metrics);
        while (!shown.Contains("meeco_client_tasks_oldest", StringComparison.Ordinal))
        {
            // The tasks are counted beside the requests.
            shown = await ReadAsync(metrics);
        }

        Line(shown, "meeco_client_tasks_open", "state=\"todo\"").Should().EndWith(" 1");
        Line(shown, "meeco_client_tasks_oldest_seconds", "state=\"todo\"").Should().EndWith(" 120");

        (await new TestSrp(server.Anonymous, "nobody").LogInAsync()).ShouldRefuse(401, "login_failed");
        (await vault.GetAsync("/client_task_queue?state=todo&change_state=true")).Should(200);
        await vault.GetAsync($"/invitations/{Token}");
        await Task.Delay(TimeSpan.FromMilliseconds(400), Cancel);
        shown = await ReadAsync(metrics);

        Line(shown, "meeco_logins_total", "result=\"failed\"").Should().EndWith(" 1");
        Line(shown, "meeco_client_tasks_claims_total").Should().EndWith(" 1");
        Line(shown, "meeco_database_duration_seconds_count", "failed=\"false\"").Should().NotEndWith(" 0");
        Line(shown, "http_server_request_duration_seconds_count", "http_route=\"/vault/client_task_queue\"", "http_response_status_code=\"200\"")
            .Should().EndWith(" 1");
        shown.Should().NotContain(Token).And.NotContain(user.VaultToken).And.NotContain(user.Id).And.NotContain("/metrics");
    }

    [Fact]
    public async Task Rows_that_are_written_many_at_once_count_as_what_the_database_took()
    {
        await using var server = new MeecoServer();
        var alice = await server.NewUserAsync();
        await using var scope = server.Scope();
        var seen = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "meeco.database.duration")
            {
                self.EnableMeasurementEvents(instrument);
            }
        } };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => seen++);
        listener.Start();
        var inserter = scope.ServiceProvider.GetRequiredService<RowInserter>();
        var runs = scope.ServiceProvider.GetRequiredService<RowRuns>();

        // Nothing of EF's is measured where nobody asked for it.
        await scope.ServiceProvider.GetRequiredService<Transactions>().WriteAsync(
            inner => runs.RunAsync(
                [inserter.OfKeyless(Enumerable.Range(0, 3).Select(_ => new Event
                {
                    UserKey = alice.Key,
                    ActorKey = alice.Key,
                    Type = EventTypes.ItemCreated,
                    Subject = new EventSubject(),
                    CreatedAt = server.Clock.GetUtcNow(),
                }).ToList())],
                inner),
            Cancel);

        seen.Should().Be(1);
    }

    [Fact]
    public async Task Neither_address_shows_what_is_the_others()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        await using var server = MeecoServer.With(("MetricsUrl", address.ToString()));
        using var metrics = new HttpClient { BaseAddress = address };

        (await server.Anonymous.GetAsync("/metrics")).ShouldRefuse(404, "not_found");
        using var vault = await metrics.GetAsync("/vault/version", Cancel);
        vault.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_and_say_nothing_that_a_caller_sent()
    {
        await using var collector = await Collector.StartAsync();
        TestUser user;
        await using (var server = MeecoServer.With(("OtlpEndpoint", collector.Address)))
        {
            user = await server.NewUserAsync();
            (await user.Vault.GetAsync($"/invitations/{Token}")).Should(404);
            await user.Vault.GetAsync($"/nothing/{Token}");
            (await user.Vault.GetAsync($"/items?name={Token}")).Should(200);
        }

        // Whatever is left is sent when the server ends, which here is not waited for to its very end.
        await collector.WaitForAsync("/v1/traces", "GET /vault/items");
        await collector.WaitForAsync("/v1/metrics", "meeco.database.duration");
        collector.Received.Keys.Should().BeEquivalentTo("/v1/traces", "/v1/metrics");
        collector.Received["/v1/traces"].Should().Contain("/vault/invitations/{").And.Contain("GET /vault/items").And.Contain("database")
            .And.Contain("meeco-server");
        collector.Received["/v1/metrics"].Should().Contain("http.server.request.duration").And.Contain("meeco.database.duration");
        collector.Received.Values.Should().AllSatisfy(sent => sent.Should().NotContain(Token).And.NotContain(user.VaultToken).And.NotContain("SELECT"));
    }

    private static Task<string> ReadAsync(HttpClient metrics) => metrics.GetStringAsync("/metrics", Cancel);

    private static string Line(string shown, string name, params string[] labels) =>
        shown.Split('\n').Should().ContainSingle(
            line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label)), shown).Which
            .Split(" # ")[0];

    private static async Task AddTaskAsync(MeecoServer server, TestUser user)
    {
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        db.Add(new ClientTask
        {
            UserKey = user.Key,
            WorkType = WorkTypes.UpdateItemShares,
            TargetKey = 1,
            State = ClientTaskState.Todo,
            CreatedAt = server.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(Cancel);
    }
}
