using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests;

/// <summary>Alice, Bob and Carlos, as every build must be able to tell it (docs/ARCHITECTURE.md).</summary>
public sealed class StoryTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Alice_changes_is_read_by_Bob_and_by_Carlos_whom_she_does_not_know()
    {
        var alice = await servers.NewUserAsync();
        var bob = await servers.NewUserAsync();
        var carlos = await servers.NewUserAsync();
        var aliceToBob = await RealServers.ConnectAsync(alice, bob, "Bob");
        var bobToCarlos = await RealServers.ConnectAsync(bob, carlos, "Carlos");

        var car = await alice.Items.CreateAsync(
            new NewItem
            {
                Template = "vehicle",
                Label = "DeLorean",
                Slots = [new() { Name = "licence_plate", Value = "NotACatDefsACar" }],
            },
            Cancel);
        var toBob = (await alice.Shares.CreateAsync(
            car.Id, [aliceToBob], new NewShare { Terms = "No racing.", SharingMode = SharingMode.Anyone }, Cancel))[0];
        toBob.ConnectionName.Should().Be("Bob");
        toBob.AcceptanceStatus.Should().Be(AcceptanceStatus.Required);

        var early = () => bob.Shares.GetItemAsync(toBob.Id, Cancel);
        var refusal = (await early.Should().ThrowAsync<MeecoException>()).Which;
        refusal.ErrorId.Should().Be("ShareNotAccepted");
        refusal.Message.Should().Contain("No racing.");

        (await bob.Shares.AcceptAsync(toBob.Id, Cancel)).AcceptanceStatus.Should().Be(AcceptanceStatus.Accepted);
        var bobsCar = await bob.Shares.GetItemAsync(toBob.Id, Cancel);
        bobsCar["licence_plate"].Should().Be("NotACatDefsACar");
        bobsCar.Id.Should().NotBe(car.Id);
        bobsCar.OriginalId.Should().Be(car.Id);

        var toCarlos = (await bob.Shares.CreateAsync(
            bobsCar.Id, [bobToCarlos], new NewShare { Terms = "Bring it back." }, Cancel))[0];
        await carlos.Shares.AcceptAsync(toCarlos.Id, Cancel);
        var carlosCar = await carlos.Shares.GetItemAsync(toCarlos.Id, Cancel);
        carlosCar["licence_plate"].Should().Be("NotACatDefsACar");
        carlosCar.Slots.Single(slot => slot.Name == "licence_plate").Verification.Should().Be(SlotVerification.Verified);

        await alice.Items.UpdateAsync(
            car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "OUTATIME" }] }, Cancel);
        (await alice.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));

        var results = await alice.ClientTasks.RunBatchAsync(new BatchOptions(), Cancel).ToListAsync(Cancel);
        results.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { ItemId = car.Id, Outcome = ClientTaskOutcome.Completed, SharesUpdated = 2 });
        (await alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);

        (await bob.Items.GetAsync(bobsCar.Id, Cancel))["licence_plate"].Should().Be("OUTATIME");
        (await carlos.Items.GetAsync(carlosCar.Id, Cancel))["licence_plate"].Should().Be("OUTATIME");
    }
}
