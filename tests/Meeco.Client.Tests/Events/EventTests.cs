using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.Events;

public sealed class EventTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("79")]
    public async Task Both_ends_read_who_did_what_by_the_names_they_give_each_other()
    {
        var (car, copy, share) = await friends.NewSharedCarAsync("TOLD");

        var alices = await friends.Alice.Events.ListAsync(null, null, Cancel)
            .FirstAsync(one => one.ShareId == share.Id, Cancel);
        var bobs = await friends.Bob.Events.ListAsync(null, null, Cancel)
            .FirstAsync(one => one.ShareId == share.Id, Cancel);

        alices.Type.Should().Be("share_created");
        alices.ActorId.Should().Be(friends.Alice.UserId);
        alices.ActorName.Should().Be(friends.Alice.UserName);
        alices.ItemId.Should().Be(car.Id);
        alices.ItemLabel.Should().Be("DeLorean");
        alices.UserId.Should().Be(friends.Bob.UserId);
        alices.UserName.Should().Be("Bob");
        alices.ConnectionId.Should().Be(friends.AliceToBob.Id);
        alices.At.Should().NotBeNull();
        bobs.ItemId.Should().Be(copy.Id);
        bobs.ActorId.Should().Be(friends.Alice.UserId);
        bobs.ActorName.Should().Be(friends.Alice.UserName, "that is what Bob calls her");
        bobs.UserName.Should().Be(friends.Alice.UserName);
        alices.ToString().Should().EndWith(" share_created");
    }

    [Fact, Rule("79")]
    public async Task Events_are_read_a_page_at_a_time_and_no_further_than_wanted()
    {
        var transport = new HookedTransport();
        var carlos = await friends.Servers.AnotherSessionAsync(
            friends.Carlos, settings => settings with { CreateTransport = () => transport });
        await Friends.NewCarAsync(carlos, "ONE");
        await Friends.NewCarAsync(carlos, "TWO");
        var made = await Friends.NewCarAsync(carlos, "THREE");

        var newest = await carlos.Events.ListAsync(null, 1, Cancel).Take(2).ToListAsync(Cancel);

        newest.Select(one => one.Type).Should().Equal("item_created", "item_created");
        newest[0].ItemId.Should().Be(made.Id);
        transport.Lines.Count(line => line == "GET /vault/activities").Should().Be(2);
        var all = await carlos.Events.ListAsync(null, null, Cancel).ToListAsync(Cancel);
        all.Select(one => one.At).Should().BeInDescendingOrder();
        (await carlos.Events.ListAsync(newest[0].At!.Value.AddDays(1), 1, Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        (await carlos.Events.ListAsync(all[^1].At, 2, Cancel).ToListAsync(Cancel)).Should().HaveCount(all.Count);
    }

    [Fact, Rule("79")]
    public async Task What_another_server_leaves_out_is_not_there()
    {
        var transport = new HookedTransport(call => call.Line == "GET /vault/activities"
            ? Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent("""{"activities":[{"id":"1","event_type":"something_new","item_id":null}],"next_page_after":null}"""),
            })
            : call.SendAsync());
        var alice = await friends.Servers.AnotherSessionAsync(
            friends.Alice, settings => settings with { CreateTransport = () => transport });

        var one = await alice.Events.ListAsync(DateTimeOffset.UnixEpoch, null, Cancel).SingleAsync(Cancel);

        one.Type.Should().Be("something_new");
        one.Should().BeEquivalentTo(new { At = (DateTimeOffset?)null, ActorId = (string?)null, ActorName = (string?)null, UserName = (string?)null });
    }
}
