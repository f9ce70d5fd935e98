using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Client.Tests.Fixtures;
using Meeco.Wire;

namespace Meeco.Client.Tests.Connections;

public sealed class InvitationTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_accepts_in_the_multistep_workflow_is_connected_when_the_sender_has_confirmed()
    {
        var (alice, bob) = await PairAsync();
        var made = await alice.Invitations.CreateAsync(
            new NewInvitation { Multistep = true, Data = new Dictionary<string, string> { ["greeting"] = "hello" } }, progress: null, Cancel);
        var seen = await bob.Invitations.GetAsync(made.Token, Cancel);

        var step = await bob.Invitations.AcceptAsync(
            seen,
            new AcceptedInvitation
            {
                Name = "Alice",
                Introduction = "Бob of the élan",
                Data = new Dictionary<string, string> { ["answer"] = "yes" },
            },
            progress: null,
            Cancel);
        var accepted = await alice.Invitations.GetAsync(made.Id!, Cancel);
        var connection = await alice.Invitations.ConfirmAsync(made.Id!, name: null, Cancel);

        seen.Multistep.Should().BeTrue();
        seen.SenderData.Should().ContainKey("greeting");
        step.Connection.Should().BeNull();
        step.Invitation!.State.Should().Be(InvitationState.Accepted);
        accepted.RecipientName.Should().Be("Бob of the élan");
        accepted.RecipientData["answer"].Should().Be("yes");
        accepted.InvitedUserId.Should().Be(bob.UserId);
        connection.Name.Should().Be("Бob of the élan", "she gave him no other");
        connection.UserId.Should().Be(bob.UserId);
        (await alice.Invitations.ConfirmAsync(made.Id!, name: null, Cancel)).Id.Should().Be(connection.Id);
        (await bob.Connections.ListAsync(Cancel).ToListAsync(Cancel)).Single().Name.Should().Be("Alice");
    }

    [Fact]
    public async Task Only_what_was_accepted_is_confirmed_and_only_by_its_sender()
    {
        var (alice, bob) = await PairAsync();
        var made = await alice.Invitations.CreateAsync(new NewInvitation { Multistep = true }, progress: null, Cancel);

        await FailsAsync("InvitationNotAccepted", () => alice.Invitations.ConfirmAsync(made.Id!, null, Cancel));
        await FailsAsync("InvitationNotFound", () => bob.Invitations.ConfirmAsync(made.Token, null, Cancel));
    }

    [Fact]
    public async Task The_invited_user_rejects_and_the_sender_takes_back_what_was_accepted()
    {
        var (alice, bob) = await PairAsync();
        var rejected = await alice.Invitations.CreateAsync(new NewInvitation(), progress: null, Cancel);
        var accepted = await alice.Invitations.CreateAsync(new NewInvitation { Multistep = true }, progress: null, Cancel);
        await bob.Invitations.AcceptAsync(await bob.Invitations.GetAsync(accepted.Token, Cancel), new AcceptedInvitation(), null, Cancel);

        (await bob.Invitations.DenyAsync(rejected.Token, Cancel)).State.Should().Be(InvitationState.Rejected);
        (await alice.Invitations.DenyAsync(accepted.Id!, Cancel)).State.Should().Be(InvitationState.Cancelled);

        (await alice.Invitations.ListAsync(InvitationState.Rejected, Cancel).ToListAsync(Cancel)).Should().ContainSingle();
        await FailsAsync("InvitationNotFound", () => bob.Invitations.AcceptAsync(rejected.Token, null, null, Cancel));
        await FailsAsync("InvitationNotAccepted", () => alice.Invitations.ConfirmAsync(accepted.Id!, null, Cancel));
    }

    [Fact]
    public async Task A_pair_that_was_made_for_a_refused_answer_is_thrown_away()
    {
        var alice = await servers.NewUserAsync();
        var transport = new HookedTransport(call => call.Line == "POST /vault/connections"
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden))
            : call.SendAsync());
        var bob = await servers.NewUserAsync(settings => settings with { CreateTransport = () => transport });
        var made = await alice.Invitations.CreateAsync(new NewInvitation(), progress: null, Cancel);

        await FailsAsync("NotPermitted", () => bob.Invitations.AcceptAsync(made.Token, null, null, Cancel));

        transport.Lines.Count(line => line.StartsWith("DELETE /keystore/keypairs/", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData("""{}""", ConnectionType.Plain)]
    [InlineData("""{"connection_type":"member","organization_member_role":"admin"}""", ConnectionType.Member)]
    [InlineData("""{"connection_type":"service"}""", ConnectionType.Service)]
    [InlineData("""{"connection_type":"delegate"}""", ConnectionType.Delegate)]
    [InlineData("""{"connection_type":"heir"}""", ConnectionType.Unknown)]
    [InlineData("""{"integration_data":{"intent":"member"}}""", ConnectionType.Member)]
    [InlineData("""{"integration_data":{}}""", ConnectionType.Plain)]
    [InlineData("""{"delegation_token":"t"}""", ConnectionType.Delegate)]
    [InlineData("""{"organization_member_role":"owner"}""", ConnectionType.Member)]
    [InlineData("""{"service_id":"s"}""", ConnectionType.Service)]
    public void Whatever_says_that_an_invitation_is_more_than_to_connect_is_believed(string members, ConnectionType expected)
    {
        using var keys = new SessionKeys(secret: null, passphraseKey: null, kek: null, dek: null);
        var made = new InvitationBody { Token = "t", State = "new", CreatedAt = DateTimeOffset.UnixEpoch, ExpireAt = DateTimeOffset.UnixEpoch };
        var json = JsonSerializer.SerializeToNode(made, WireJson.ForRequests.InvitationBody)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        var invitation = ConnectionMapping.Map(json.Deserialize(WireJson.ForRequests.InvitationBody)!, keys);

        invitation.ConnectionType.Should().Be(expected);
    }

    private static async Task FailsAsync(string errorId, Func<Task> act) =>
        (await act.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(errorId);

    private async Task<(MeecoSession Alice, MeecoSession Bob)> PairAsync() => (await servers.NewUserAsync(), await servers.NewUserAsync());
}
