using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.Shares;

/// <summary>One item that reaches one user through two shares (rule 38, decision two-shares).</summary>
public sealed class TwoSharesTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("38")]
    public async Task Both_shares_lead_to_the_one_copy_which_stays_when_the_first_ends()
    {
        var (car, copy, first) = await friends.NewSharedCarAsync("TWICE");
        var second = await ShareAgainAsync(car);

        var through = await friends.Bob.Shares.GetItemAsync(second.Id, Cancel);

        through.Id.Should().Be(copy.Id);
        through.ShareId.Should().Be(first.Id, "that is the one that serves it");
        through["licence_plate"].Should().Be("TWICE");
        (await friends.Bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel).CountAsync(item => item.Id == copy.Id, Cancel)).Should().Be(1);
        await friends.Alice.Shares.RemoveAsync(first.Id, Cancel);
        var after = await friends.Bob.Items.GetAsync(copy.Id, Cancel);
        after.ShareId.Should().Be(second.Id);
        after["licence_plate"].Should().Be("TWICE");
        after.Slots.Where(slot => slot.Value is not null).Should().AllSatisfy(slot => slot.Verification.Should().Be(SlotVerification.Verified));
    }

    [Fact, Rule("38")]
    public async Task A_share_that_waits_shows_the_item_through_the_other_that_does_not()
    {
        var (car, copy, first) = await friends.NewSharedCarAsync("WAITS");
        var second = await ShareAgainAsync(car, new NewShare { Terms = "New terms" });

        var through = await friends.Bob.Shares.GetItemAsync(second.Id, Cancel);

        through.Id.Should().Be(copy.Id);
        through.ShareId.Should().Be(first.Id);
        through["licence_plate"].Should().Be("WAITS");
        (await friends.Bob.Shares.GetAsync(second.Id, Cancel)).AcceptanceStatus.Should().Be(AcceptanceStatus.Required);
        await friends.Alice.Shares.RemoveAsync(first.Id, Cancel);
        var reading = () => friends.Bob.Shares.GetItemAsync(second.Id, Cancel);
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareNotAccepted");
    }

    [Fact, Rule("38")]
    public async Task An_update_brings_both_shares_up_to_date()
    {
        var (car, copy, first) = await friends.NewSharedCarAsync("OLD");
        await ShareAgainAsync(car);
        await friends.Alice.Items.UpdateAsync(
            car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);

        (await friends.Alice.Shares.UpdateAsync(car.Id, Cancel)).Should().HaveCount(2);

        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");
        await friends.Alice.Shares.RemoveAsync(first.Id, Cancel);
        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact, Rule("38")]
    public async Task One_slot_and_then_the_whole_item_are_shown_by_the_share_that_serves()
    {
        var (car, copy, first) = await friends.NewSharedCarAsync("PART", new NewShare { Slot = "licence_plate" });
        var second = await ShareAgainAsync(car);

        (await friends.Bob.Shares.GetItemAsync(second.Id, Cancel))["vin"].Should().BeNull();
        await friends.Bob.Shares.RemoveAsync(first.Id, Cancel);

        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["vin"].Should().Be("VIN 12 é €");
    }

    private async Task<MeecoShare> ShareAgainAsync(MeecoItem car, NewShare? conditions = null) =>
        (await friends.Alice.Shares.CreateAsync(car.Id, [friends.AliceToBob], conditions ?? new NewShare(), Cancel))[0];
}
