using System.Security;
using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Connections;

public sealed class PreparedShareTests(RealServers servers) : IClassFixture<RealServers>
{
    private static readonly SecureString Passphrase = SecretText.From("bread, butter & ünicorns");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_passphrase_connects_nobody_and_the_right_one_opens_what_was_prepared()
    {
        var (alice, bob) = await PairAsync();
        var car = await Friends.NewCarAsync(alice, "OUTATIME");
        var pen = await Friends.NewCarAsync(alice, "INK", "Pen");
        var made = await alice.Invitations.CreateAsync(
            new NewInvitation
            {
                ItemIds = [car.Id, pen.Id],
                Passphrase = Passphrase,
                Conditions = new NewShare { Terms = "Do not sell", SharingMode = SharingMode.Anyone },
            },
            progress: null,
            Cancel);
        var seen = await bob.Invitations.GetAsync(made.Token, Cancel);

        made.SharesToBeCreated.Should().Be(2);
        seen.PreparedShares.Select(share => share.ItemLabel).Should().Equal("DeLorean", "Pen");
        seen.PreparedShares[0].Terms.Should().Be("Do not sell");
        await FailsAsync("PassphraseNeeded", () => bob.Invitations.AcceptAsync(seen, new AcceptedInvitation(), null, Cancel));
        await FailsAsync(
            "PassphraseWrong",
            () => bob.Invitations.AcceptAsync(seen, new AcceptedInvitation { Passphrase = SecretText.From("guess") }, null, Cancel));
        (await bob.Connections.ListAsync(Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        var step = await bob.Invitations.AcceptAsync(
            seen, new AcceptedInvitation { Passphrase = Passphrase, AcceptShares = true }, progress: null, Cancel);

        step.Connection!.CreatedShareIds.Should().HaveCount(2);
        var items = await bob.Items.ListAsync(new ItemFilter(), Cancel).ToListAsync(Cancel);
        items.Select(item => item["licence_plate"]).Should().BeEquivalentTo("OUTATIME", "INK");
        items.SelectMany(item => item.Slots).Where(slot => slot.Value is not null)
            .Should().OnlyContain(slot => slot.Verification == SlotVerification.Verified);
        (await alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);
    }

    [Fact]
    public async Task In_the_multistep_workflow_the_shares_come_with_the_confirmation_and_are_shared_on()
    {
        var (alice, bob) = await PairAsync();
        var car = await Friends.NewCarAsync(alice, "OUTATIME");
        var made = await alice.Invitations.CreateAsync(
            new NewInvitation { Multistep = true, ItemIds = [car.Id], Conditions = new NewShare { Slot = "licence_plate", SharingMode = SharingMode.Anyone } },
            progress: null,
            Cancel);
        await bob.Invitations.AcceptAsync(await bob.Invitations.GetAsync(made.Token, Cancel), new AcceptedInvitation(), null, Cancel);
        (await bob.Items.ListAsync(new ItemFilter(), Cancel).ToListAsync(Cancel)).Should().BeEmpty();

        var connection = await alice.Invitations.ConfirmAsync(made.Token, "Bob", Cancel);

        connection.CreatedShareIds.Should().ContainSingle();
        var copy = await bob.Shares.GetItemAsync(connection.CreatedShareIds[0], Cancel);
        copy.Slots.Should().ContainSingle().Which.Value.Should().Be("OUTATIME");
        var carlos = await servers.NewUserAsync();
        var toCarlos = await RealServers.ConnectAsync(bob, carlos, "Carlos");
        (await bob.Shares.CreateAsync(copy.Id, [toCarlos], new NewShare(), Cancel)).Should().ContainSingle();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_who_are_connected_share_over_the_connection_they_have_and_make_no_pair(bool multistep)
    {
        await using var own = new RealServers();
        await own.InitializeAsync();
        var alice = await own.NewUserAsync();
        var transport = new HookedTransport(call => call.SendAsync());
        var bob = await own.NewUserAsync(settings => settings with { CreateTransport = () => transport });
        var present = await RealServers.ConnectAsync(alice, bob, "Bob");
        var car = await Friends.NewCarAsync(alice, "OUTATIME");
        var made = await alice.Invitations.CreateAsync(
            new NewInvitation { Multistep = multistep, ItemIds = [car.Id], Passphrase = multistep ? null : Passphrase }, progress: null, Cancel);
        var pairs = transport.Lines.Count(line => line == "POST /keystore/keypairs");

        var step = await bob.Invitations.AcceptAsync(
            await bob.Invitations.GetAsync(made.Token, Cancel), new AcceptedInvitation { Passphrase = Passphrase }, progress: null, Cancel);
        if (multistep)
        {
            step.Connection.Should().BeNull("only the sender can give the key of what he prepared");
            (await alice.Invitations.ConfirmAsync(made.Id!, null, Cancel)).Id.Should().Be(present.Id);
        }
        else
        {
            step.Connection!.ExistedAlready.Should().BeTrue();
        }

        transport.Lines.Count(line => line == "POST /keystore/keypairs").Should().Be(pairs);
        (await bob.Items.ListAsync(new ItemFilter(), Cancel).ToListAsync(Cancel)).Single()["licence_plate"].Should().Be("OUTATIME");
    }

    [Fact]
    public async Task An_item_that_is_gone_is_told_and_keeps_nobody_from_connecting()
    {
        var (alice, bob) = await PairAsync();
        var (car, pen) = (await Friends.NewCarAsync(alice, "OUTATIME"), await Friends.NewCarAsync(alice, "INK", "Pen"));
        var made = await alice.Invitations.CreateAsync(
            new NewInvitation { ItemIds = [car.Id, pen.Id], Passphrase = Passphrase }, progress: null, Cancel);
        await alice.Items.RemoveAsync(car.Id, Cancel);

        var step = await bob.Invitations.AcceptAsync(
            await bob.Invitations.GetAsync(made.Token, Cancel), new AcceptedInvitation { Passphrase = Passphrase }, progress: null, Cancel);

        step.Connection!.LostShares.Should().Equal(new LostShare("DeLorean", "not_found"));
        step.Connection.CreatedShareIds.Should().ContainSingle();
    }

    [Fact]
    public async Task An_invitation_whose_shares_cannot_be_prepared_reaches_nobody()
    {
        var transport = new HookedTransport(call => call.SendAsync());
        var alice = await servers.NewUserAsync(settings => settings with { CreateTransport = () => transport });

        await FailsAsync(
            "ItemNotFound",
            () => alice.Invitations.CreateAsync(
                new NewInvitation { ItemIds = [Guid.NewGuid().ToString()], Passphrase = Passphrase }, progress: null, Cancel));

        (await alice.Invitations.ListAsync(null, Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        transport.Lines.Should().Contain(line => line.StartsWith("DELETE /keystore/keypairs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_that_change_while_they_are_prepared_are_read_again()
    {
        var changed = false;
        MeecoSession? alice = null;
        MeecoItem? car = null;
        var transport = new HookedTransport(async call =>
        {
            if (!changed && call.Line.EndsWith("/share_intents", StringComparison.Ordinal))
            {
                changed = true;
                await alice!.Items.UpdateAsync(
                    car!.Id, new ItemChanges { Slots = [new SlotInput { Name = "licence_plate", Value = "NEW" }] }, Cancel);
            }

            return await call.SendAsync();
        });
        alice = await servers.NewUserAsync(settings => settings with { CreateTransport = () => transport });
        car = await Friends.NewCarAsync(alice, "OLD");
        var bob = await servers.NewUserAsync();

        var made = await alice.Invitations.CreateAsync(new NewInvitation { ItemIds = [car.Id], Passphrase = Passphrase }, progress: null, Cancel);
        await bob.Invitations.AcceptAsync(
            await bob.Invitations.GetAsync(made.Token, Cancel), new AcceptedInvitation { Passphrase = Passphrase }, progress: null, Cancel);

        (await bob.Items.ListAsync(new ItemFilter(), Cancel).ToListAsync(Cancel)).Single()["licence_plate"].Should().Be("NEW");
        (await alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);
    }

    [Fact]
    public async Task A_share_whose_key_another_client_left_under_the_passphrase_says_so()
    {
        var (alice, bob) = await PairAsync();
        var car = await Friends.NewCarAsync(alice, "OUTATIME");
        var made = await alice.Invitations.CreateAsync(new NewInvitation { ItemIds = [car.Id], Passphrase = Passphrase }, progress: null, Cancel);
        var key = await bob.KeyRing.CreateAsync(Cancel);
        var answer = await bob.Invitations.AnswerAsync(key, made.Token, "Alice", shares: null, Cancel);

        await FailsAsync("ShareUnderPassphrase", () => bob.Shares.GetItemAsync(answer.CreatedSharesReport.Single().ShareId!, Cancel));
    }

    private static async Task FailsAsync(string errorId, Func<Task> act) =>
        (await act.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(errorId);

    private async Task<(MeecoSession Alice, MeecoSession Bob)> PairAsync() => (await servers.NewUserAsync(), await servers.NewUserAsync());
}
