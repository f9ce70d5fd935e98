using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Connections;

public sealed class ConnectionTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_becomes_a_connection_that_each_side_names_for_itself()
    {
        var alice = await servers.NewUserAsync();
        var bob = await servers.NewUserAsync();

        var invitation = await alice.Invitations.CreateAsync(
            new NewInvitation { Name = "Bob", ExpiresIn = TimeSpan.FromDays(2) }, progress: null, Cancel);
        invitation.Name.Should().Be("Bob");
        invitation.State.Should().Be(InvitationState.New);
        invitation.ToString().Should().NotContain(invitation.Token);
        (await bob.Invitations.GetAsync(invitation.Token, Cancel)).Name.Should().BeNull();
        var seenByBob = await bob.Invitations.AcceptAsync(invitation.Token, "Ms Álice", progress: null, Cancel);

        seenByBob.Name.Should().Be("Ms Álice");
        seenByBob.UserId.Should().Be(alice.UserId);
        seenByBob.ExistedAlready.Should().BeFalse();
        var seenByAlice = await alice.Connections.ResolveAsync("bob", Cancel);
        seenByAlice.UserId.Should().Be(bob.UserId);
        (await alice.Connections.ResolveAsync(seenByAlice.Id, Cancel)).Should().BeEquivalentTo(seenByAlice);
        (await alice.Invitations.ListAsync(null, Cancel).ToListAsync(Cancel)).Should().BeEmpty();

        var carlos = await servers.NewUserAsync();
        var again = () => carlos.Invitations.AcceptAsync(invitation.Token, null, progress: null, Cancel);
        (await again.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("InvitationNotFound");
        var second = await alice.Invitations.CreateAsync(new NewInvitation { Name = "Robert" }, progress: null, Cancel);
        var present = await bob.Invitations.AcceptAsync(second.Token, "Other", progress: null, Cancel);
        present.ExistedAlready.Should().BeTrue();
        present.Id.Should().Be(seenByBob.Id);

        await bob.Connections.RemoveAsync(seenByBob.Id, Cancel);
        var gone = () => alice.Connections.ResolveAsync("Bob", Cancel);
        (await gone.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ConnectionNotFound");
    }

    [Fact]
    public async Task An_invitation_can_be_taken_back()
    {
        var alice = await servers.NewUserAsync();
        var invitation = await alice.Invitations.CreateAsync(new NewInvitation { Name = "Nobody" }, progress: null, Cancel);

        await alice.Invitations.RemoveAsync(invitation.Id!, Cancel);

        (await alice.Invitations.GetAsync(invitation.Token, Cancel)).State.Should().Be(InvitationState.Cancelled);
        (await alice.Invitations.ListAsync(null, Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        (await alice.Invitations.ListAsync(InvitationState.Cancelled, Cancel).ToListAsync(Cancel)).Should().ContainSingle();
        var again = () => alice.Invitations.RemoveAsync(Guid.NewGuid().ToString(), Cancel);
        (await again.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("InvitationNotFound");
    }

    [Fact]
    public async Task Two_sessions_at_hand_are_connected_once()
    {
        var alice = await servers.NewUserAsync();
        var bob = await servers.NewUserAsync();

        var first = await RealServers.ConnectAsync(alice, bob, "Bob");
        var second = await RealServers.ConnectAsync(alice, bob, "Bobby");

        first.ExistedAlready.Should().BeFalse();
        second.Should().BeEquivalentTo(first with { ExistedAlready = true });
        (await bob.Connections.ListAsync(Cancel).ToListAsync(Cancel)).Should().ContainSingle()
            .Which.Name.Should().Be(alice.UserName);
    }

    [Fact]
    public async Task Nobody_is_connected_to_himself()
    {
        var alice = await servers.NewUserAsync();

        var connecting = () => RealServers.ConnectAsync(alice, alice);

        (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SameUser");
    }

    [Fact]
    public async Task A_name_that_two_have_is_an_error_that_lists_their_ids()
    {
        var alice = await servers.NewUserAsync();
        var first = await RealServers.ConnectAsync(alice, await servers.NewUserAsync(), "Robert");
        var second = await RealServers.ConnectAsync(alice, await servers.NewUserAsync(), "Robert");

        var finding = () => alice.Connections.ResolveAsync("Robert", Cancel);

        var fault = (await finding.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("ConnectionNameAmbiguous");
        fault.Message.Should().Contain(first.Id).And.Contain(second.Id);
    }

    [Fact]
    public async Task A_connection_that_fails_leaves_neither_invitation_nor_keys_behind()
    {
        var alice = await servers.NewUserAsync();
        var transport = new HookedTransport(call => call.Line == "POST /vault/connections"
            ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden))
            : call.SendAsync());
        var bob = await servers.NewUserAsync(settings => settings with { CreateTransport = () => transport });

        var connecting = () => RealServers.ConnectAsync(alice, bob);

        (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NotPermitted");
        (await alice.Invitations.ListAsync(null, Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        transport.Lines.Should().Contain(line => line.StartsWith("DELETE /keystore/keypairs/", StringComparison.Ordinal));
    }
}
