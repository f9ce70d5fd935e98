using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Shares;

public sealed class BulkSharingTests(Friends friends) : IClassFixture<Friends>
{
    private static readonly NewShare Skipping = new() { SkipExisting = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_items_take_one_call_each_and_one_for_a_page_of_what_is_read()
    {
        var transport = new HookedTransport();
        var (bob, recipients) = await BobAsync(transport);
        var items = await NewCarsAsync(bob, 30);
        var before = transport.Lines.Count;

        var starts = await bob.Shares.ReadStartsAsync([.. items.Select(item => item.Id)], Cancel);
        foreach (var item in items)
        {
            (await bob.Shares.CreateAsync(item.Id, starts[item.Id], recipients, Skipping, Cancel).ToListAsync(Cancel))
                .Should().HaveCount(2).And.OnlyContain(outcome => !outcome.ShareOrThrow.AlreadyShared);
        }

        (transport.Lines.Count - before).Should().Be(items.Count + 2);
    }

    [Fact]
    public async Task A_second_run_posts_nothing_and_says_what_is_there_and_what_differs()
    {
        var transport = new HookedTransport();
        var (bob, recipients) = await BobAsync(transport);
        var item = (await NewCarsAsync(bob, 1)).Single();
        var first = await bob.Shares.CreateAsync(item.Id, recipients, Skipping with { Terms = "Be kind." }, Cancel);
        var starts = await bob.Shares.ReadStartsAsync([item.Id], Cancel);
        var before = transport.Lines.Count;

        var same = await RunAsync(Skipping with { Terms = "Be kind." });
        var other = await RunAsync(Skipping with { Terms = "Be bold.", SharingMode = SharingMode.Anyone, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1) });

        transport.Lines.Count.Should().Be(before);
        same.Select(share => share.Id).Should().Equal(first.Select(share => share.Id));
        same.Should().OnlyContain(share => share.AlreadyShared && share.Differences.Count == 0);
        other.Should().OnlyContain(share => share.AlreadyShared).And.AllSatisfy(share => share.Differences.Should().Equal("terms", "sharing mode", "expiry"));

        async Task<IReadOnlyList<MeecoShare>> RunAsync(NewShare conditions) =>
            [.. (await bob.Shares.CreateAsync(item.Id, starts[item.Id], recipients, conditions, Cancel).ToListAsync(Cancel)).Select(outcome => outcome.ShareOrThrow)];
    }

    [Fact]
    public async Task What_was_shared_after_the_look_at_it_is_not_shared_twice()
    {
        var (bob, recipients) = await BobAsync(new HookedTransport());
        var item = (await NewCarsAsync(bob, 1)).Single();
        var starts = await bob.Shares.ReadStartsAsync([item.Id], Cancel);
        var first = await bob.Shares.CreateAsync(item.Id, [recipients[0]], new NewShare(), Cancel);

        var outcomes = await bob.Shares.CreateAsync(item.Id, starts[item.Id], recipients, Skipping, Cancel).ToListAsync(Cancel);

        outcomes[0].ShareOrThrow.Should().Match<MeecoShare>(share => share.AlreadyShared && share.Id == first[0].Id);
        outcomes[1].ShareOrThrow.AlreadyShared.Should().BeFalse();
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_the_same_share_when_it_is_asked_for_again()
    {
        var lose = true;
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (lose && call.Request.Method == HttpMethod.Post && call.Line.EndsWith("/shares", StringComparison.Ordinal))
            {
                lose = false;
                answer.Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }

            return answer;
        });
        var (bob, recipients) = await BobAsync(transport);
        var item = (await NewCarsAsync(bob, 1)).Single();

        var shares = await bob.Shares.CreateAsync(item.Id, recipients, Skipping, Cancel);

        lose.Should().BeFalse();
        shares.Should().HaveCount(2).And.OnlyContain(share => !share.AlreadyShared);
        (await bob.Shares.ListAsync(new ShareFilter { ItemIds = [item.Id] }, Cancel).ToListAsync(Cancel))
            .Select(share => share.Id).Should().BeEquivalentTo(shares.Select(share => share.Id));
    }

    [Fact]
    public async Task Recipients_whom_the_server_or_their_key_refuses_do_not_take_the_others_with_them()
    {
        var (bob, recipients) = await BobAsync(new HookedTransport());
        var item = (await NewCarsAsync(bob, 1)).Single();
        var stranger = recipients[0] with { UserId = Guid.NewGuid().ToString(), Name = "Stranger" };
        var broken = recipients[0] with { PublicKey = "no key", Name = "Broken" };

        var outcomes = await bob.Shares
            .CreateAsync(item.Id, null, [stranger, recipients[0], broken, recipients[1]], Skipping, Cancel).ToListAsync(Cancel);

        outcomes.Select(outcome => outcome.Error is null).Should().Equal(false, true, false, true);
        outcomes[0].Error!.ErrorId.Should().Be("ConnectionRequired");
        outcomes[0].Error!.RecommendedAction.Should().NotBeEmpty();
        outcomes[0].Error!.Message.Should().Contain(item.Label).And.Contain("Stranger");
        outcomes[2].Error!.Message.Should().Contain(item.Label).And.Contain("Broken");
        outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.ShareOrThrow.RecipientId)
            .Should().Equal(recipients.Select(recipient => recipient.UserId));
    }

    [Fact]
    public async Task An_item_that_changed_after_it_was_read_is_read_again_before_it_is_shared()
    {
        var (bob, recipients) = await BobAsync(new HookedTransport());
        var item = (await NewCarsAsync(bob, 1)).Single();
        var starts = await bob.Shares.ReadStartsAsync([item.Id], Cancel);
        await bob.Items.UpdateAsync(item.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEWER" }] }, Cancel);

        await bob.Shares.CreateAsync(item.Id, starts[item.Id], recipients, Skipping, Cancel).ToListAsync(Cancel);

        var copy = await friends.Carlos.Items.ListAsync(new ItemFilter { Label = item.Label }, Cancel).SingleAsync(Cancel);
        copy["licence_plate"].Should().Be("NEWER");
    }

    [Fact]
    public async Task A_received_item_is_shared_on_once_and_a_second_run_finds_it()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("ON");
        var conditions = Skipping with { Slot = "vin" };
        var starts = await friends.Bob.Shares.ReadStartsAsync([copy.Id], Cancel);
        var made = await friends.Bob.Shares.CreateAsync(copy.Id, starts[copy.Id], [friends.BobToCarlos], conditions, Cancel).SingleAsync(Cancel);
        starts = await friends.Bob.Shares.ReadStartsAsync([copy.Id], Cancel);

        var again = await friends.Bob.Shares.CreateAsync(copy.Id, starts[copy.Id], [friends.BobToCarlos], conditions, Cancel).SingleAsync(Cancel);
        var whole = await friends.Bob.Shares.CreateAsync(copy.Id, starts[copy.Id], [friends.BobToCarlos], Skipping, Cancel).SingleAsync(Cancel);

        again.ShareOrThrow.Should().Match<MeecoShare>(share => share.AlreadyShared && share.Id == made.ShareOrThrow.Id && share.SlotName == "vin");
        whole.ShareOrThrow.AlreadyShared.Should().BeFalse("it has another set of slots");
    }

    [Fact]
    public async Task A_plan_counts_and_sends_nothing_that_changes()
    {
        var transport = new HookedTransport();
        var (bob, recipients) = await BobAsync(transport);
        var item = (await NewCarsAsync(bob, 1)).Single();
        await bob.Shares.CreateAsync(item.Id, [recipients[0]], Skipping, Cancel);
        var before = transport.Lines.Count;
        var starts = await bob.Shares.ReadStartsAsync([item.Id], Cancel);

        var plan = await bob.Shares.PlanAsync(item.Id, starts[item.Id], recipients, Skipping, Cancel);

        plan.Should().Be(new SharePlan(Shares: 1, AlreadyShared: 1, Calls: 1));
        transport.Lines.Skip(before).Should().OnlyContain(line => line.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_connections_are_found_with_one_look_at_the_list()
    {
        var transport = new HookedTransport();
        var (bob, recipients) = await BobAsync(transport);
        var before = transport.Lines.Count;

        var found = await bob.Connections.ResolveAllAsync(["Carlos", recipients[1].Id], Cancel);

        found.Select(connection => connection.Id).Should().Equal(recipients.Select(connection => connection.Id));
        transport.Lines.Skip(before).Should().Equal("GET /vault/connections");
    }

    // Bob knows two people: Carlos and Alice.
    private async Task<(MeecoSession Bob, IReadOnlyList<MeecoConnection> Recipients)> BobAsync(HookedTransport transport)
    {
        var bob = await friends.Servers.AnotherSessionAsync(friends.Bob, settings => settings with { CreateTransport = () => transport });
        return (bob, [friends.BobToCarlos, await bob.Connections.ResolveAsync(friends.Alice.UserName, Cancel)]);
    }

    private static async Task<IReadOnlyList<MeecoItem>> NewCarsAsync(MeecoSession owner, int count)
    {
        var cars = new List<MeecoItem>(count);
        for (var number = 0; number < count; number++)
        {
            cars.Add(await Friends.NewCarAsync(owner, "PLATE", $"Car {Guid.NewGuid():N}"));
        }

        return cars;
    }
}
