using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Items;

public sealed class ItemTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Templates_are_found_by_name_and_tell_their_slots()
    {
        var vehicle = await friends.Alice.Templates.ResolveAsync("vehicle", Cancel);

        vehicle.Slots.Select(slot => slot.Name).Should().Contain(["model_make", "licence_plate", "vin"]);
        (await friends.Alice.Templates.ResolveAsync(vehicle.Id, Cancel)).Should().BeEquivalentTo(vehicle);
        var templates = await friends.Alice.Templates.ListAsync(new ItemTemplateFilter(), Cancel).ToListAsync(Cancel);
        templates.Select(template => template.Name).Should().Contain(["vehicle", "custom", "password"]);
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_named()
    {
        var finding = () => friends.Alice.Templates.ResolveAsync("no_such_template", Cancel);
        var making = () => friends.Alice.Items.CreateAsync(
            new NewItem { Template = "no_such_template", Label = "x" }, Cancel);

        (await finding.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ItemTemplateNotFound");
        (await making.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ItemTemplateNotFound");
    }

    [Fact]
    public async Task Values_are_kept_encrypted_and_come_back_in_clear()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "NotACatDefsACar");

        var stored = await friends.Alice.Apis.Items.GetAsync(car.Id, Cancel);
        stored.Slots.Single(slot => slot.Name == "vin").EncryptedValue.Should().StartWith("Aes256Gcm.");
        var read = await friends.Alice.Items.GetAsync(car.Id, Cancel);
        read["licence_plate"].Should().Be("NotACatDefsACar");
        read["VIN"].Should().Be("VIN 12 é €");
        read["model_make"].Should().BeNull();
        read["no_such_slot"].Should().BeNull();
        read.Own.Should().BeTrue();
        read.Slots.Should().AllSatisfy(slot => slot.Verification.Should().Be(SlotVerification.NotApplicable));
        read.Slots.Select(slot => slot.ToString()).Should().Contain("licence_plate");
    }

    [Fact]
    public async Task Slots_are_changed_added_cleared_and_removed_by_name()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "OLD");

        var update = await friends.Alice.Items.UpdateAsync(
            car.Id,
            new ItemChanges
            {
                Label = "Time machine",
                Slots =
                [
                    new() { Name = "licence_plate", Value = "NEW" },
                    new() { Name = "vin", Value = "" },
                    new() { Name = "flux_capacitor", Value = "1.21 GW" },
                ],
                RemoveSlots = ["model_make"],
            },
            Cancel);

        var read = await friends.Alice.Items.GetAsync(car.Id, Cancel);
        read.Should().BeEquivalentTo(update);
        read.Label.Should().Be("Time machine");
        read["licence_plate"].Should().Be("NEW");
        read["vin"].Should().BeNull();
        read["flux_capacitor"].Should().Be("1.21 GW");
        read.Slots.Select(slot => slot.Name).Should().Contain("vin").And.NotContain("model_make");
    }

    [Fact]
    public async Task A_slot_and_an_item_can_be_removed_by_id()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "GONE");

        await friends.Alice.Items.RemoveSlotAsync(car.Slots.Single(slot => slot.Name == "vin").Id, Cancel);
        (await friends.Alice.Items.GetAsync(car.Id, Cancel)).Slots.Should().NotContain(slot => slot.Name == "vin");
        await friends.Alice.Items.RemoveAsync(car.Id, Cancel);

        var reading = () => friends.Alice.Items.GetAsync(car.Id, Cancel);
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ItemNotFound");
    }

    [Fact]
    public async Task Changing_nothing_is_not_sent()
    {
        var changing = () => friends.Alice.Items.UpdateAsync(Guid.NewGuid().ToString(), new ItemChanges(), Cancel);

        (await changing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NothingToChange");
    }

    [Fact]
    public async Task A_label_finds_its_item_unless_two_have_it()
    {
        var only = await Friends.NewCarAsync(friends.Alice, "1", "Only one");
        var first = await Friends.NewCarAsync(friends.Alice, "1", "Two of them");
        var second = await Friends.NewCarAsync(friends.Alice, "2", "Two of them");

        (await friends.Alice.Items.ResolveIdAsync("Only one", Cancel)).Should().Be(only.Id);
        (await friends.Alice.Items.ResolveIdAsync(only.Id, Cancel)).Should().Be(only.Id);
        var ambiguous = () => friends.Alice.Items.ResolveIdAsync("Two of them", Cancel);
        var missing = () => friends.Alice.Items.ResolveIdAsync("None of them", Cancel);

        var fault = (await ambiguous.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("ItemNameAmbiguous");
        fault.Message.Should().Contain(first.Id).And.Contain(second.Id);
        (await missing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ItemNotFound");
    }

    [Fact, Rule("8.3", "8.10")]
    public async Task A_list_goes_over_all_pages_and_stops_when_it_is_left()
    {
        var transport = new HookedTransport();
        var dora = await friends.Servers.NewUserAsync(settings => settings with { CreateTransport = () => transport });
        foreach (var plate in new[] { "1", "2", "3", "4", "5" })
        {
            await Friends.NewCarAsync(dora, plate);
        }

        var all = await dora.Items.ListAsync(new ItemFilter { PageSize = 2, OldestFirst = true }, Cancel).ToListAsync(Cancel);
        var whole = transport.Lines.Count(line => line == "GET /vault/items");
        await dora.Items.ListAsync(new ItemFilter { PageSize = 2 }, Cancel).FirstAsync(Cancel);

        all.Select(item => item["licence_plate"]).Should().Equal("1", "2", "3", "4", "5");
        whole.Should().Be(3);
        transport.Lines.Count(line => line == "GET /vault/items").Should().Be(4);
    }

    [Fact, Rule("8.12")]
    public async Task A_list_unites_own_and_received_items_and_withholds_what_is_not_accepted()
    {
        var own = await Friends.NewCarAsync(friends.Bob, "BOB");
        var (_, readable, _) = await friends.NewSharedCarAsync("ALICE");
        var (waiting, _) = await NewWaitingCarAsync("WAITING");

        var items = await friends.Bob.Items.ListAsync(new ItemFilter(), Cancel).ToListAsync(Cancel);

        items.Single(item => item.Id == own.Id)["licence_plate"].Should().Be("BOB");
        items.Single(item => item.Id == readable.Id)["licence_plate"].Should().Be("ALICE");
        var unaccepted = items.Single(item => item.OriginalId == waiting.Id);
        unaccepted.AcceptanceStatus.Should().Be(AcceptanceStatus.Required);
        unaccepted.Slots.Should().BeEmpty();
        unaccepted.Error.Should().BeNull();
        var received = await friends.Bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel).ToListAsync(Cancel);
        received.Select(item => item.Id).Should().Contain(readable.Id).And.NotContain(own.Id);
    }

    [Fact]
    public async Task An_unaccepted_item_that_is_asked_for_says_so_and_how_to_accept_it()
    {
        var (original, share) = await NewWaitingCarAsync("WAITING");
        var copy = (await friends.Bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel).ToListAsync(Cancel))
            .Single(item => item.OriginalId == original.Id);

        var reading = () => friends.Bob.Items.GetAsync(copy.Id, Cancel);

        var fault = (await reading.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("ShareNotAccepted");
        fault.RecommendedAction.Should().Contain(share.Id);
    }

    [Fact]
    public async Task Text_of_2020_is_read_as_Latin_1_and_said_to_be()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "x");
        await friends.Alice.Apis.Items.UpdateAsync(
            car.Id,
            new PutItemsRequest
            {
                Item = new PutItemsItem
                {
                    SlotsAttributes =
                    [
                        new()
                        {
                            Name = "licence_plate",
                            EncryptedValue = new(friends.Alice.Keys.Dek.EncryptBytes([0x63, 0x61, 0x66, 0xE9])),
                        },
                    ],
                },
            },
            ServerApis.NewIdempotencyKey(),
            Cancel);

        var slot = (await friends.Alice.Items.GetAsync(car.Id, Cancel)).Slots.Single(one => one.Name == "licence_plate");

        slot.Value.Should().Be("café");
        slot.TextEncoding.Should().Be(MeecoTextEncoding.Latin1);
        var share = (await friends.Alice.Shares.CreateAsync(car.Id, [friends.AliceToBob], new NewShare(), Cancel))[0];
        var received = (await friends.Bob.Shares.GetItemAsync(share.Id, Cancel)).Slots.Single(one => one.Value == "café");
        received.TextEncoding.Should().Be(MeecoTextEncoding.Utf8);
        received.Verification.Should().Be(SlotVerification.Verified);
    }

    private async Task<(MeecoItem Original, MeecoShare Share)> NewWaitingCarAsync(string plate)
    {
        var car = await Friends.NewCarAsync(friends.Alice, plate);
        var shares = await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { Terms = "Read first." }, Cancel);
        return (car, shares[0]);
    }
}
