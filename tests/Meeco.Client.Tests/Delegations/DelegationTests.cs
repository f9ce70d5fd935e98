using System.Text;
using Meeco.Client.Tests.Fixtures;
using Meeco.Cryptography;
using Meeco.Tests.Shared;
using Meeco.Wire;

namespace Meeco.Client.Tests.Delegations;

/// <summary>Bob, who has received a car of Alice's, makes Carlos his delegate; each test ends what it began.</summary>
public sealed class DelegationTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeecoSession Bob => friends.Bob;

    private MeecoSession Carlos => friends.Carlos;

    [Fact]
    public async Task A_delegate_reads_what_the_owner_has_and_has_received_and_writes_as_he()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("RECEIVED");
        var own = await Friends.NewCarAsync(Bob, "OWN");
        await DelegateAsync(DelegationRole.Admin);

        using var acting = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);

        acting.Kind.Should().Be(MeecoSessionKind.Delegate);
        acting.UserId.Should().Be(Bob.UserId);
        acting.DelegationRole.Should().Be(DelegationRole.Admin);
        acting.ActsFor.Should().Be((await Carlos.Connections.ListAsync(Cancel).SingleAsync(one => one.UserId == Bob.UserId, Cancel)).Name);
        (await acting.Items.GetAsync(own.Id, Cancel))["licence_plate"].Should().Be("OWN");
        (await acting.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("RECEIVED");
        var made = await Friends.NewCarAsync(acting, "MADE FOR BOB");
        (await Bob.Items.GetAsync(made.Id, Cancel))["licence_plate"].Should().Be("MADE FOR BOB");
        var shares = await acting.Shares.CreateAsync(made.Id, [friends.BobToCarlos], new NewShare(), Cancel);
        (await Carlos.Shares.GetItemAsync(shares[0].Id, Cancel))["licence_plate"].Should().Be("MADE FOR BOB");
        await EndAsync();
    }

    [Fact]
    public async Task Ending_a_delegates_session_logs_nobody_out()
    {
        await DelegateAsync(DelegationRole.Owner);
        var acting = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);

        await acting.User.LogOutAsync(Cancel);

        acting.IsEnded.Should().BeTrue();
        (await Carlos.User.GetAsync(Cancel)).Id.Should().Be(Carlos.UserId);
        (await Bob.User.GetAsync(Cancel)).Id.Should().Be(Bob.UserId);
        using var again = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);
        await Refused(() => again.User.LogOutOthersAsync(Cancel), "DelegationNotPermitted");
        (await Bob.User.GetAsync(Cancel)).Id.Should().Be(Bob.UserId);
        await EndAsync();
    }

    [Fact]
    public async Task A_reader_changes_nothing_and_after_the_end_he_is_out()
    {
        var own = await Friends.NewCarAsync(Bob, "OWN");
        await DelegateAsync(DelegationRole.Reader);
        using var acting = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);

        (await acting.Items.GetAsync(own.Id, Cancel))["licence_plate"].Should().Be("OWN");
        await Refused(() => Friends.NewCarAsync(acting, "X"), "DelegationReadOnly");
        await Refused(() => RunAsync(acting), "DelegationReadOnly");
        (await Bob.Delegations.SetRoleAsync(Carlos.UserId, DelegationRole.Admin, Cancel)).Role.Should().Be(DelegationRole.Admin);
        await Friends.NewCarAsync(acting, "NOW HE MAY");
        await EndAsync();
        await Refused(() => acting.Items.GetAsync(own.Id, Cancel), "DelegationNotGranted");
        await Refused(() => Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel), "DelegationNotFound");
    }

    [Fact]
    public async Task The_batch_of_each_side_hands_over_and_keeps_the_key()
    {
        await InviteAndAcceptAsync(DelegationRole.Admin);

        var ofBob = await RunAsync(Bob);
        var ofCarlos = await RunAsync(Carlos);

        ofBob.Should().ContainSingle().Which.Should().Match<MeecoClientTaskResult>(result =>
            result.WorkType == WorkTypes.SetupKeyDelegation && result.Outcome == ClientTaskOutcome.Completed && result.ConnectionId == friends.BobToCarlos.Id);
        ofCarlos.Should().ContainSingle().Which.Should().Match<MeecoClientTaskResult>(result =>
            result.WorkType == WorkTypes.ReencryptAccountOwnerKek && result.Outcome == ClientTaskOutcome.Completed);
        (await Carlos.Delegations.GetAsync(Bob.UserId, null, Cancel)).State.Should().Be(DelegationState.Ready);
        using var acting = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);
        (await acting.User.GetAsync(Cancel)).Id.Should().Be(Bob.UserId);
        await EndAsync();
    }

    [Fact]
    public async Task An_invitation_is_reported_by_the_batch_and_left_to_its_person()
    {
        var invitation = await Bob.DelegationInvitations.CreateAsync(friends.BobToCarlos, DelegationRole.Reader, Cancel);

        var results = await RunAsync(Carlos);

        results.Should().ContainSingle().Which.Should().Match<MeecoClientTaskResult>(result =>
            result.Outcome == ClientTaskOutcome.Skipped && result.ErrorId == "AnswerRequired");
        var seen = await Carlos.DelegationInvitations.ListAsync(outgoing: false, Cancel).SingleAsync(one => one.Id == invitation.Id, Cancel);
        seen.State.Should().Be(DelegationInvitationState.New);
        seen.Outgoing.Should().BeFalse();
        await Carlos.DelegationInvitations.RejectAsync(invitation.Id!, Cancel);
        (await Bob.DelegationInvitations.GetAsync(invitation.Id!, Cancel)).State.Should().Be(DelegationInvitationState.Rejected);
        await Refused(() => Bob.DelegationInvitations.RemoveAsync(invitation, Cancel), "DelegationInvitationNotNew");
    }

    [Fact]
    public async Task The_key_is_not_handed_out_before_the_proof_and_the_batch_leaves_the_task_for_later()
    {
        var invitation = await Bob.DelegationInvitations.CreateAsync(friends.BobToCarlos, DelegationRole.Reader, Cancel);
        await Carlos.Apis.Delegations.AcceptInvitationAsync(invitation.Id!, Cancel);

        await Refused(() => Bob.Delegations.GrantAsync(Carlos.UserId, Cancel), "DelegationNotClaimed");
        (await RunAsync(Bob)).Should().ContainSingle().Which.ErrorId.Should().Be("DelegationNotClaimed");
        (await Bob.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));
        await Refused(() => Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel), "DelegationNotClaimed");

        (await Carlos.DelegationInvitations.AcceptAsync(invitation with { Token = null }, null, null, Cancel)).State.Should().Be(DelegationState.Claimed);
        await Refused(() => Carlos.Delegations.ConfirmAsync(Bob.UserId, Cancel), "DelegationNotReady");
        (await RunAsync(Bob)).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
        await EndAsync();
    }

    [Fact]
    public async Task A_signature_that_is_not_the_delegates_gets_no_key()
    {
        await InviteAndAcceptAsync(DelegationRole.Reader);
        var forged = "";
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (!call.Line.StartsWith("GET /keystore/delegations/", StringComparison.Ordinal))
            {
                return answer;
            }

            var text = await answer.Content.ReadAsStringAsync(Cancel);
            var token = call.Line[(call.Line.LastIndexOf('/') + 1)..];
            using var other = RsaKeyPair.FromPem(TestKeys.PrivatePem(TestKeys.Count));
            forged = other.Sign(Encoding.UTF8.GetBytes(token)).ToString();
            var genuine = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            genuine["delegation"]!["delegate_signature"] = forged;
            return ScriptedTransport.Json(genuine.ToJsonString());
        });
        var bob = await friends.Servers.AnotherSessionAsync(Bob, settings => settings with { CreateTransport = () => transport });

        await Refused(() => bob.Delegations.GrantAsync(Carlos.UserId, Cancel), "DelegateNotVerified");

        forged.Should().NotBeEmpty();
        transport.Lines.Should().NotContain(line => line.EndsWith("/share", StringComparison.Ordinal));
        await EndAsync();
    }

    [Fact]
    public async Task A_token_connects_and_delegates_in_one_step_and_can_be_used_again_after_an_interruption()
    {
        var invitation = await friends.Alice.DelegationInvitations.CreateAsync("Carlos", DelegationRole.Reader, null, null, Cancel);
        (await Carlos.DelegationInvitations.GetAsync(invitation.Token!, Cancel)).Role.Should().Be(DelegationRole.Reader);
        invitation.ToString().Should().NotContain(invitation.Token!);

        var first = await Carlos.DelegationInvitations.AcceptAsync(invitation, "Alice", null, Cancel);
        var second = await Carlos.DelegationInvitations.AcceptAsync(invitation, "Alice", null, Cancel);

        second.Should().Be(first);
        first.Name.Should().Be("Alice");
        var granted = await friends.Alice.Delegations.GrantAsync("Carlos", Cancel);
        granted.State.Should().Be(DelegationState.KeyShared);
        (await friends.Alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0, "granting finishes its task");
        using (var early = await Carlos.Delegations.ConnectAsync("Alice", Cancel))
        {
            early.UserId.Should().Be(friends.Alice.UserId, "the key opens before it is put under another");
        }

        (await Carlos.Delegations.ConfirmAsync("Alice", Cancel)).State.Should().Be(DelegationState.Ready);
        (await Carlos.Delegations.ConfirmAsync("Alice", Cancel)).State.Should().Be(DelegationState.Ready);
        await friends.Alice.Connections.RemoveAsync(granted.ConnectionId, Cancel);
        await Refused(() => Carlos.Delegations.ConnectAsync("Alice", Cancel), "DelegationNotFound");
    }

    [Fact]
    public async Task A_plain_invitation_is_not_taken_for_a_delegation()
    {
        var plain = await friends.Alice.Invitations.CreateAsync(new NewInvitation { Name = "Somebody" }, null, Cancel);

        await Refused(() => Carlos.DelegationInvitations.GetAsync(plain.Token, Cancel), "NotADelegationInvitation");

        await friends.Alice.Invitations.RemoveAsync(plain.Token, Cancel);
    }

    [Fact]
    public async Task What_the_owner_does_himself_a_delegates_session_does_not()
    {
        await DelegateAsync(DelegationRole.Owner);
        using var acting = await Carlos.Delegations.ConnectAsync(Bob.UserId, Cancel);

        await Refused(() => acting.Delegations.ConnectAsync("anybody", Cancel), "DelegationNotPermitted");
        await Refused(() => acting.Delegations.ConfirmAsync("anybody", Cancel), "DelegationNotPermitted");
        await Refused(() => acting.ChildUsers.CreateAsync(null, null, Cancel), "DelegationNotPermitted");
        await EndAsync();
    }

    [Fact]
    public async Task A_child_user_is_made_used_and_kept_by_its_parent()
    {
        var child = await Carlos.ChildUsers.CreateAsync("Bart", null, Cancel);
        using var acting = await Carlos.Delegations.ConnectAsync(child.UserId, Cancel);
        var car = await Friends.NewCarAsync(acting, "BART");

        child.State.Should().Be(DelegationState.Ready);
        (await acting.User.GetAsync(Cancel)).FullName.Should().Be("Bart");
        (await acting.Items.GetAsync(car.Id, Cancel))["licence_plate"].Should().Be("BART");

        // What the parent sends arrives under the child's pair, which the connection names and not numbers.
        var connection = await Carlos.Connections.GetAsync(child.ConnectionId, Cancel);
        var gift = await Friends.NewCarAsync(Carlos, "GIFT");
        var shares = await Carlos.Shares.CreateAsync(gift.Id, [connection], new NewShare(), Cancel);
        (await acting.Shares.GetItemAsync(shares[0].Id, Cancel))["licence_plate"].Should().Be("GIFT");
        await Refused(() => Carlos.Delegations.RemoveAsync(child.UserId, Cancel), "LastDelegationOfChild");
    }

    [Fact]
    public async Task A_pair_that_the_CLI_put_under_the_DEK_is_opened()
    {
        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(TestKeys.Count));
        var stored = await Carlos.Apis.Keystore.PostKeypairAsync(
            new PostKeypairsRequest
            {
                PublicKey = pair.PublicKey.Pem,
                EncryptedSerializedKey = Carlos.Keys.Dek.WrapKey(pair),
                Metadata = WireJson.EmptyObject,
                ExternalIdentifiers = [],
            },
            ServerApis.NewIdempotencyKey(),
            Cancel);

        var signature = await Carlos.KeyRing.SignAsync(stored.Keypair.Id, "token", Cancel);

        pair.PublicKey.Verify(SignedValue.Parse(signature)).Should().BeTrue();
    }

    private async Task InviteAndAcceptAsync(DelegationRole role)
    {
        var invitation = await Bob.DelegationInvitations.CreateAsync(friends.BobToCarlos, role, Cancel);
        await Carlos.DelegationInvitations.AcceptAsync(invitation, name: null, progress: null, Cancel);
    }

    private async Task DelegateAsync(DelegationRole role)
    {
        await InviteAndAcceptAsync(role);
        await Bob.Delegations.GrantAsync(Carlos.UserId, Cancel);
        await Carlos.Delegations.ConfirmAsync(Bob.UserId, Cancel);
    }

    private Task EndAsync() => Bob.Delegations.RemoveAsync(Carlos.UserId, Cancel);

    private static async Task<List<MeecoClientTaskResult>> RunAsync(MeecoSession session) =>
        await session.ClientTasks.RunBatchAsync(new BatchOptions(), Cancel).ToListAsync(Cancel);

    private static async Task Refused(Func<Task> act, string errorId) =>
        (await act.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(errorId);
}
