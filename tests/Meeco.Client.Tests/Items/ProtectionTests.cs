using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.Items;

/// <summary>Received items under their recipient's own key (rule 39).</summary>
public sealed class ProtectionTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("39")]
    public async Task A_protected_item_is_read_and_verified_without_the_key_of_the_connection()
    {
        var (_, copy, share) = await friends.NewSharedCarAsync("MINE NOW");

        var kept = await friends.Bob.Items.ProtectAsync(copy.Id, Cancel);

        kept["licence_plate"].Should().Be("MINE NOW");
        (await friends.Alice.Apis.Shares.GetOutgoingAsync(share.Id, Cancel)).Share.EncryptedDek.Should().BeNull();
        var transport = new HookedTransport();
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport });
        var before = transport.Lines.Count;
        foreach (var read in new[] { await bob.Items.GetAsync(copy.Id, Cancel), await bob.Shares.GetItemAsync(share.Id, Cancel) })
        {
            read.Slots.Where(slot => slot.Value is not null).Should().HaveCount(2)
                .And.AllSatisfy(slot => slot.Verification.Should().Be(SlotVerification.Verified));
            read["vin"].Should().Be("VIN 12 é €");
        }

        transport.Lines.Skip(before).Should().NotBeEmpty()
            .And.NotContain(line => line.StartsWith("GET /keystore/keypairs", StringComparison.Ordinal));
        var listed = await bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel).SingleAsync(item => item.Id == copy.Id, Cancel);
        listed["licence_plate"].Should().Be("MINE NOW");
    }

    [Fact, Rule("39")]
    public async Task A_protected_item_is_shared_on_and_verified_against_its_owner()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("ONWARDS");
        await friends.Bob.Items.ProtectAsync(copy.Id, Cancel);

        var share = (await friends.Bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel))[0];

        var read = await friends.Carlos.Shares.GetItemAsync(share.Id, Cancel);
        read["licence_plate"].Should().Be("ONWARDS");
        read.Slots.Single(slot => slot.Name == "licence_plate").Verification.Should().Be(SlotVerification.Verified);
    }

    [Fact, Rule("39")]
    public async Task The_owners_next_update_reaches_a_protected_item_under_a_key_of_its_share_again()
    {
        var (car, copy, share) = await friends.NewSharedCarAsync("OLD");
        await friends.Bob.Items.ProtectAsync(copy.Id, Cancel);

        await friends.Alice.Items.UpdateAsync(
            car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
        await friends.Alice.Shares.UpdateAsync(car.Id, Cancel);

        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");
        (await friends.Bob.Apis.Shares.GetIncomingAsync(share.Id, Cancel)).Share.EncryptedDek.Should().NotBeNull();
        (await friends.Bob.Items.ProtectAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact, Rule("39")]
    public async Task What_is_protected_already_is_not_sent_again_and_a_lost_answer_is_asked_for_again()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("ONCE");
        var lost = 0;
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            return call.Line == $"POST /vault/items/{copy.Id}/encrypt" && Interlocked.Exchange(ref lost, 1) == 0
                ? throw new HttpRequestException("the answer is lost")
                : answer;
        });
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport, RetryDelay = TimeSpan.Zero });

        (await bob.Items.ProtectAsync(copy.Id, Cancel))["licence_plate"].Should().Be("ONCE");
        (await bob.Items.ProtectAsync(copy.Id, Cancel))["licence_plate"].Should().Be("ONCE");

        transport.Lines.Count(line => line == $"POST /vault/items/{copy.Id}/encrypt").Should().Be(2);
    }

    [Fact, Rule("39")]
    public async Task A_value_that_its_owner_replaces_meanwhile_is_read_again()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
        var changed = 0;
        var transport = new HookedTransport(async call =>
        {
            if (call.Line == $"POST /vault/items/{copy.Id}/encrypt" && Interlocked.Exchange(ref changed, 1) == 0)
            {
                await friends.Alice.Items.UpdateAsync(
                    car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
                await friends.Alice.Shares.UpdateAsync(car.Id, Cancel);
            }

            return await call.SendAsync();
        });
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport });

        (await bob.Items.ProtectAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");

        transport.Lines.Count(line => line == $"POST /vault/items/{copy.Id}/encrypt").Should().Be(2);
    }

    [Fact, Rule("24", "39")]
    public async Task Own_unaccepted_and_unknown_items_are_not_protected()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "OWN");
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { AcceptanceRequired = true }, Cancel))[0];
        var waiting = await friends.Bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel)
            .SingleAsync(item => item.ShareId == share.Id, Cancel);

        foreach (var (session, id, error) in new[]
        {
            (friends.Alice, car.Id, "ItemNotReceived"), (friends.Bob, waiting.Id, "ShareNotAccepted"), (friends.Bob, car.Id, "ItemNotFound"),
        })
        {
            var protecting = () => session.Items.ProtectAsync(id, Cancel);
            (await protecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(error);
        }
    }
}
