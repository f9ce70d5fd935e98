using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.ClientTasks;

/// <summary>Claims beside other work on the same tasks, on PostgreSQL, which has many writers.</summary>
public sealed class TaskLockTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("claims")]
    public async Task A_claim_does_not_wait_for_a_task_that_another_holds_but_passes_over_it()
    {
        TestDatabases.RequirePostgres();
        var alice = await WithTasksAsync(3);
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        IReadOnlyList<string> beside = [];
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var other = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"""SELECT FROM "ClientTasks" WHERE "UserKey" = {alice.Key} ORDER BY "Key" LIMIT 1 FOR UPDATE""",
                TestContext.Current.CancellationToken);

            beside = await ClaimAsync(alice);
        });
        var afterwards = await ClaimAsync(await server.NewSessionAsync(alice));

        beside.Should().HaveCount(2);
        afterwards.Should().ContainSingle().And.NotIntersectWith(beside);
    }

    [Fact, Rule("claims")]
    public async Task Many_sessions_that_claim_all_the_time_take_each_task_once()
    {
        var alice = await WithTasksAsync(12);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.NewSessionAsync(alice)));

        var claims = await Task.WhenAll(sessions.Select(async session =>
        {
            var mine = new HashSet<string>();
            IReadOnlyList<string> page;
            do
            {
                page = [.. (await ClaimAsync(session)).Where(mine.Add)];
            }
            while (page.Count > 0);

            return mine;
        }));

        claims.SelectMany(mine => mine).Should().OnlyHaveUniqueItems().And.HaveCount(12);
    }

    private static async Task<IReadOnlyList<string>> ClaimAsync(TestUser session) =>
        [.. (await Story.TasksAsync(session, "?change_state=true&state=todo&per_page=20")).Select(task => task["id"]!.GetValue<string>())];

    private async Task<TestUser> WithTasksAsync(int count)
    {
        var people = await _story.UsersInAChainAsync(2);
        for (var number = 0; number < count; number++)
        {
            var item = await Story.ItemAsync(people[0], "plate");
            await Story.ShareAsync(people[0], item, people[1]);
            await Story.UpdateAsync(people[0], item);
        }

        return people[0];
    }
}
