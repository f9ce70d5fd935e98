using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Http;

/// <summary>
/// The server has done what was asked and its answer is lost, while somebody else goes on with the same item: the call that
/// is sent again must neither fail nor undo that.
/// </summary>
public sealed class LostAnswerTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_not_made_again_over_what_another_changed_since()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "OLD");
        var alice = await LosingAsync($"PUT /vault/items/{car.Id}", () => friends.ChangeAsync(car.Id, "NEWEST"));

        await alice.Items.UpdateAsync(
            car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);

        (await friends.Alice.Items.GetAsync(car.Id, Cancel))["licence_plate"].Should().Be("NEWEST");
        (await VersionAsync(car.Id)).Should().Be(3);
    }

    [Fact]
    public async Task A_slot_that_is_gone_already_is_no_error()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "OLD");
        var vin = car.Slots.Single(slot => slot.Name == "vin").Id;
        var alice = await LosingAsync($"PUT /vault/items/{car.Id}", () => Task.CompletedTask);

        var changed = await alice.Items.UpdateAsync(car.Id, new ItemChanges { RemoveSlots = [vin] }, Cancel);

        changed.Slots.Should().NotContain(slot => slot.Id == vin);
        (await VersionAsync(car.Id)).Should().Be(2);
    }

    [Fact]
    public async Task An_upload_that_was_stored_is_made_anew_where_the_item_has_moved_on()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
        await friends.ChangeAsync(car.Id, "NEW");
        var alice = await LosingAsync($"PUT /vault/items/{car.Id}/shares", () => friends.ChangeAsync(car.Id, "NEWEST"));

        (await alice.Shares.UpdateAsync(car.Id, Cancel)).Should().ContainSingle();

        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEWEST");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_task_that_was_done_is_not_failed_where_the_item_has_moved_on(int tasks)
    {
        await friends.Alice.ClientTasks.RunBatchAsync(new BatchOptions(), Cancel).ToListAsync(Cancel);
        var cars = await friends.NewChangedCarsAsync(tasks);
        var original = cars[0].Original;
        var line = tasks == 1 ? $"PUT /vault/items/{original}/shares" : "PUT /vault/item_shares";
        var alice = await LosingAsync(line, () => friends.ChangeAsync(original, "NEWEST"));

        var results = await alice.ClientTasks.RunBatchAsync(new BatchOptions(), Cancel).ToListAsync(Cancel);

        results.Select(result => result.ItemId).Distinct().Should().BeEquivalentTo(cars.Select(car => car.Original));
        results.Should().OnlyContain(result => result.Outcome == ClientTaskOutcome.Completed);
        await friends.Alice.ClientTasks.RunBatchAsync(new BatchOptions(), Cancel).ToListAsync(Cancel);
        foreach (var (car, index) in cars.Select((car, index) => (car, index)))
        {
            (await friends.Bob.Items.GetAsync(car.Copy, Cancel))["licence_plate"].Should().Be(index == 0 ? "NEWEST" : "NEW");
        }

        (await friends.Alice.ClientTasks.CountAsync(ClientTaskState.Failed, Cancel)).Should().Be(0);
    }

    // A session of Alice's that does not get the first answer to a call.
    private Task<MeecoSession> LosingAsync(string line, Func<Task> meanwhile)
    {
        var lost = 0;
        return friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                var answer = await call.SendAsync();
                if (call.Line != line || Interlocked.Exchange(ref lost, 1) != 0)
                {
                    return answer;
                }

                answer.Dispose();
                await meanwhile();
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }),
        });
    }

    private async Task<long?> VersionAsync(string id) => (await friends.Alice.Apis.Items.GetAsync(id, Cancel)).Item.Version;
}
