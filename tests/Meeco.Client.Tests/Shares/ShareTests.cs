using System.Net;
using System.Text.Json.Nodes;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Shares;

public sealed class ShareTests(Friends friends) : IClassFixture<Friends>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_share_of_one_slot_brings_that_slot_alone_also_after_an_update()
    {
        var (car, copy, share) = await friends.NewSharedCarAsync("OLD", new NewShare { Slot = "licence_plate" });
        share.SlotId.Should().Be(car.Slots.Single(slot => slot.Name == "licence_plate").Id);
        share.SlotName.Should().Be("licence_plate");
        copy["licence_plate"].Should().Be("OLD");
        copy["vin"].Should().BeNull();

        await friends.Alice.Items.UpdateAsync(
            car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
        var updated = await friends.Alice.Shares.UpdateAsync(car.Id, Cancel);

        updated.Should().ContainSingle().Which.Id.Should().Be(share.Id);
        var after = await friends.Bob.Items.GetAsync(copy.Id, Cancel);
        after["licence_plate"].Should().Be("NEW");
        after["vin"].Should().BeNull();
    }

    [Fact, Rule("8.4")]
    public async Task Updating_uploads_only_the_slots_of_each_share()
    {
        var bodies = new List<string>();
        var transport = new HookedTransport(async call =>
        {
            if (call.Line.StartsWith("PUT /vault/items/", StringComparison.Ordinal) && call.Line.EndsWith("/shares", StringComparison.Ordinal))
            {
                bodies.Add(await call.Request.Content!.ReadAsStringAsync(Cancel));
            }

            return await call.SendAsync();
        });
        var alice = await friends.Servers.AnotherSessionAsync(
            friends.Alice, settings => settings with { CreateTransport = () => transport });
        var (car, _, _) = await friends.NewSharedCarAsync("OLD", new NewShare { Slot = "licence_plate" });

        await alice.Shares.UpdateAsync(car.Id, Cancel);

        var upload = System.Text.Json.JsonSerializer.Deserialize(bodies.Single(), WireJson.ForRequests.PutItemSharesRequest)!;
        upload.ShareDeks.Should().ContainSingle();
        upload.SlotValues.Should().ContainSingle().Which.SlotId.Should()
            .Be(car.Slots.Single(slot => slot.Name == "licence_plate").Id);
    }

    [Fact, Rule("8.11")]
    public async Task An_item_without_shares_is_not_uploaded()
    {
        var transport = new HookedTransport();
        var alice = await friends.Servers.AnotherSessionAsync(
            friends.Alice, settings => settings with { CreateTransport = () => transport });
        var car = await Friends.NewCarAsync(alice, "ALONE");

        (await alice.Shares.UpdateAsync(car.Id, Cancel)).Should().BeEmpty();

        transport.Lines.Should().NotContain(line => line.StartsWith("PUT ", StringComparison.Ordinal));
    }

    [Fact, Rule("8.4", "8.9")]
    public async Task Several_recipients_take_one_call_and_each_has_a_key_of_his_own()
    {
        var transport = new HookedTransport();
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport });
        var bobToAlice = await bob.Connections.ResolveAsync(friends.Alice.UserName, Cancel);
        var car = await Friends.NewCarAsync(bob, "MANY");

        var shares = await bob.Shares.CreateAsync(
            car.Id, [friends.BobToCarlos, bobToAlice], new NewShare(), Cancel);

        shares.Select(share => share.RecipientId).Should().Equal(friends.Carlos.UserId, friends.Alice.UserId);
        transport.Lines.Should().ContainSingle(line => line == $"POST /vault/items/{car.Id}/shares");
        transport.Lines.Count(line => line == $"GET /vault/items/{car.Id}").Should().Be(1);
        var keys = new List<string?>();
        foreach (var share in shares)
        {
            keys.Add((await bob.Apis.Shares.GetOutgoingAsync(share.Id, Cancel)).Share.EncryptedDek);
        }

        keys.Should().OnlyHaveUniqueItems().And.NotContainNulls();
        (await friends.Carlos.Shares.GetItemAsync(shares[0].Id, Cancel))["licence_plate"].Should().Be("MANY");
        (await friends.Alice.Shares.GetItemAsync(shares[1].Id, Cancel))["licence_plate"].Should().Be("MANY");
    }

    [Fact]
    public async Task The_item_of_a_share_is_found_without_its_key_but_not_before_acceptance()
    {
        var (_, copy, share) = await friends.NewSharedCarAsync("FOUND");
        var withTerms = await Friends.NewCarAsync(friends.Alice, "TERMS");
        var waiting = (await friends.Alice.Shares.CreateAsync(
            withTerms.Id, [friends.AliceToBob], new NewShare { Terms = "Ask." }, Cancel)).Single();
        var bob = await friends.Servers.AnotherSessionAsync(friends.Bob, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                var answer = await call.SendAsync();
                return call.Line.EndsWith("/item", StringComparison.Ordinal)
                    ? ScriptedTransport.Json((await answer.Content.ReadAsStringAsync(Cancel)).Replace("Rsa4096.", "Rsa4096.x", StringComparison.Ordinal))
                    : answer;
            }),
        });

        (await bob.Shares.ResolveItemIdAsync(share.Id, Cancel)).Should().Be(copy.Id);

        var opening = () => bob.Shares.GetItemAsync(share.Id, Cancel);
        await opening.Should().ThrowAsync<MeecoException>();
        var early = () => bob.Shares.ResolveItemIdAsync(waiting.Id, Cancel);
        (await early.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareNotAccepted");
    }

    [Fact]
    public async Task Mode_owner_refuses_sharing_on()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("MINE", new NewShare());
        copy.SharingMode.Should().Be(SharingMode.Owner);

        var sharing = () => friends.Bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel);

        (await sharing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("OnShareNotPermitted");
    }

    [Fact]
    public async Task An_on_share_keeps_the_owners_hash_and_a_forged_value_is_found_out()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("GENUINE");
        var received = (await friends.Bob.Apis.Items.GetAsync(copy.Id, Cancel)).Slots
            .Single(slot => slot.Name == "licence_plate");
        using var open = await friends.Bob.Items.OpenAsync(copy.Id, Cancel);
        using var forgedKey = Cryptography.ShareKey.Generate();
        using var verificationKey = open.Loan.Key.UnwrapVerificationKey(received.EncryptedValueVerificationKey!);
        var forged = await friends.Bob.Apis.Shares.CreateAsync(
            copy.Id,
            new PostItemSharesRequest
            {
                Shares =
                [
                    new()
                    {
                        RecipientId = friends.Carlos.UserId,
                        PublicKey = friends.BobToCarlos.PublicKey,
                        KeypairExternalId = friends.BobToCarlos.KeypairExternalId,
                        EncryptedDek = friends.Bob.KeyRing.WrapShareKey(friends.BobToCarlos.PublicKey, forgedKey),
                        SlotValues =
                        [
                            new()
                            {
                                SlotId = received.Id,
                                EncryptedValue = forgedKey.EncryptText("FORGED"),
                                EncryptedValueVerificationKey = forgedKey.WrapKey(verificationKey),
                            },
                        ],
                    },
                ],
            },
            ifMatch: null,
            ServerApis.NewIdempotencyKey(),
            Cancel);

        var reading = () => friends.Carlos.Shares.GetItemAsync(forged.Shares[0].Id, Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("VerificationFailed");
        var listed = await friends.Carlos.Items.ListAsync(new ItemFilter { Own = false }, Cancel)
            .SingleAsync(item => item.ShareId == forged.Shares[0].Id, Cancel);
        listed.Error!.ErrorId.Should().Be("VerificationFailed");
        listed.Slots.Should().BeEmpty();
    }

    [Fact]
    public async Task An_item_that_changes_while_it_is_shared_on_is_read_again()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
        var changed = 0;
        var transport = new HookedTransport(async call =>
        {
            if (call.Line == $"POST /vault/items/{copy.Id}/shares" && Interlocked.Exchange(ref changed, 1) == 0)
            {
                await friends.Alice.Items.UpdateAsync(
                    car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
                await friends.Alice.Shares.UpdateAsync(car.Id, Cancel);
            }

            return await call.SendAsync();
        });
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport });

        var share = (await bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel))[0];

        transport.Lines.Count(line => line == $"POST /vault/items/{copy.Id}/shares").Should().Be(2);
        (await friends.Carlos.Shares.GetItemAsync(share.Id, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact]
    public async Task An_item_that_changes_while_its_shares_are_updated_is_read_again()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
        var changed = 0;
        var transport = new HookedTransport(async call =>
        {
            if (call.Line == $"PUT /vault/items/{car.Id}/shares" && Interlocked.Exchange(ref changed, 1) == 0)
            {
                await friends.Alice.Items.UpdateAsync(
                    car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
            }

            return await call.SendAsync();
        });
        var alice = await friends.Servers.AnotherSessionAsync(
            friends.Alice, settings => settings with { CreateTransport = () => transport });

        await alice.Shares.UpdateAsync(car.Id, Cancel);

        transport.Lines.Count(line => line == $"PUT /vault/items/{car.Id}/shares").Should().Be(2);
        (await friends.Bob.Items.GetAsync(copy.Id, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact]
    public async Task A_recipient_cannot_update_the_shares_of_what_he_received()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("MINE");

        var updating = () => friends.Bob.Shares.UpdateAsync(copy.Id, Cancel);

        (await updating.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ReceivedItemReadOnly");
    }

    [Fact]
    public async Task Shares_are_listed_from_both_ends_and_filtered()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "LISTED");
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { Terms = "Terms", SharingMode = SharingMode.Anyone }, Cancel))[0];

        var outgoing = await friends.Alice.Shares.ListAsync(new ShareFilter { ItemIds = [car.Id] }, Cancel).ToListAsync(Cancel);
        var incoming = await friends.Bob.Shares.ListAsync(
            new ShareFilter { Direction = ShareDirection.Incoming, Acceptance = AcceptanceStatus.Required }, Cancel)
            .ToListAsync(Cancel);

        outgoing.Should().ContainSingle().Which.Should().BeEquivalentTo(share);
        var seenByBob = incoming.Single(one => one.Id == share.Id);
        seenByBob.Direction.Should().Be(ShareDirection.Incoming);
        seenByBob.ConnectionName.Should().Be(friends.Alice.UserName);
        seenByBob.Terms.Should().Be("Terms");
        seenByBob.SharingMode.Should().Be(SharingMode.Anyone);
        incoming.Should().AllSatisfy(one => one.AcceptanceStatus.Should().Be(AcceptanceStatus.Required));
        (await friends.Bob.Shares.GetAsync(share.Id, Cancel)).Should().BeEquivalentTo(seenByBob);
        var stranger = () => friends.Carlos.Shares.GetAsync(share.Id, Cancel);
        (await stranger.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareNotFound");
    }

    [Fact, Rule("8.17")]
    public async Task A_rejected_share_stays_visible_to_its_sender_and_cannot_be_accepted()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "NO");
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { AcceptanceRequired = true }, Cancel))[0];

        (await friends.Bob.Shares.RejectAsync(share.Id, Cancel))!.AcceptanceStatus.Should().Be(AcceptanceStatus.Rejected);

        (await friends.Alice.Shares.GetAsync(share.Id, Cancel)).AcceptanceStatus.Should().Be(AcceptanceStatus.Rejected);
        var accepting = () => friends.Bob.Shares.AcceptAsync(share.Id, Cancel);
        (await accepting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareRejected");
    }

    [Fact]
    public async Task Where_a_server_cannot_reject_the_choice_is_left_to_the_user()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "NO");
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { AcceptanceRequired = true }, Cancel))[0];
        var transport = new HookedTransport(call => call.Line.EndsWith("/reject", StringComparison.Ordinal)
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound))
            : call.SendAsync());
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport });

        (await bob.Shares.RejectAsync(share.Id, Cancel)).Should().BeNull();
        var unknown = () => bob.Shares.RejectAsync(Guid.NewGuid().ToString(), Cancel);

        (await unknown.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareNotFound");
        (await friends.Alice.Shares.GetAsync(share.Id, Cancel)).AcceptanceStatus.Should().Be(AcceptanceStatus.Required);
    }

    [Fact]
    public async Task A_rejection_whose_answer_was_lost_is_answered_when_it_is_repeated()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "NO");
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { AcceptanceRequired = true }, Cancel))[0];
        var lost = 0;
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            return call.Line.EndsWith("/reject", StringComparison.Ordinal) && Interlocked.Exchange(ref lost, 1) == 0
                ? throw new HttpRequestException("the answer is lost")
                : answer;
        });
        var bob = await friends.Servers.AnotherSessionAsync(
            friends.Bob, settings => settings with { CreateTransport = () => transport, RetryDelay = TimeSpan.Zero });

        (await bob.Shares.RejectAsync(share.Id, Cancel))!.AcceptanceStatus.Should().Be(AcceptanceStatus.Rejected);
        (await bob.Shares.RejectAsync(share.Id, Cancel))!.AcceptanceStatus.Should().Be(AcceptanceStatus.Rejected);

        transport.Lines.Count(line => line.EndsWith("/reject", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task The_slot_of_a_share_is_named_to_whoever_may_know_it()
    {
        var (car, _, share) = await friends.NewSharedCarAsync(
            "SLOT", new NewShare { Slot = "licence_plate", SharingMode = SharingMode.Anyone });
        var waiting = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { Slot = "vin", AcceptanceRequired = true }, Cancel))[0];
        var alice = await friends.Servers.AnotherSessionAsync(friends.Alice);
        var bob = await friends.Servers.AnotherSessionAsync(friends.Bob);

        (await alice.Shares.GetAsync(share.Id, Cancel)).SlotName.Should().Be("licence_plate");
        (await bob.Shares.GetAsync(waiting.Id, Cancel)).SlotName.Should().BeNull("it is withheld before acceptance");
        (await bob.Shares.GetAsync(share.Id, Cancel)).SlotName.Should().Be("licence_plate");
        var copy = await bob.Shares.GetItemAsync(share.Id, Cancel);
        var onShare = (await bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel))[0];
        onShare.SlotId.Should().Be(share.SlotId, "an on-share has no more than its parent");
        onShare.SlotName.Should().Be("licence_plate");
        (await friends.NewSharedCarAsync("WHOLE")).Share.SlotName.Should().BeNull();
    }

    [Fact]
    public async Task An_item_that_is_withheld_after_its_share_has_expired_says_so()
    {
        var (_, copy, share) = await friends.NewSharedCarAsync("OVER");
        var answer = await friends.Bob.Apis.Shares.GetIncomingItemAsync(share.Id, Cancel);

        var reading = () => friends.Bob.Items.OpenReceivedAsync(answer.Item, [], [], answer.Share with { EncryptedDek = null }, Cancel);

        copy.Slots.Should().NotBeEmpty();
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareExpired");
    }

    [Fact]
    public async Task A_share_that_expires_between_the_calls_that_read_it_is_no_decryption_failure()
    {
        var (_, copy, share) = await friends.NewSharedCarAsync("OVER");
        var bob = await friends.Servers.AnotherSessionAsync(friends.Bob, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                var answer = await call.SendAsync();
                return call.Line.StartsWith("GET /vault/incoming_shares", StringComparison.Ordinal) ? await ExpireAsync(answer, share.Id) : answer;
            }),
        });

        var reading = () => bob.Items.GetAsync(copy.Id, Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareExpired");
        var listed = await bob.Items.ListAsync(new ItemFilter { ItemIds = [copy.Id] }, Cancel).SingleAsync(Cancel);
        listed.Error.Should().BeNull();
        listed.Slots.Should().BeEmpty();
    }

    [Fact]
    public async Task Expiry_and_mode_are_changed_apart()
    {
        var (_, _, share) = await friends.NewSharedCarAsync("CHANGE");
        var end = new DateTimeOffset(2999, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));

        var ended = await friends.Alice.Shares.ReconfigureAsync(
            share.Id, new ShareChanges { SetExpiresAt = true, ExpiresAt = end }, Cancel);
        ended.ExpiresAt.Should().Be(end);
        ended.SharingMode.Should().Be(SharingMode.Anyone);
        var owner = await friends.Alice.Shares.ReconfigureAsync(
            share.Id, new ShareChanges { SharingMode = SharingMode.Owner }, Cancel);
        owner.ExpiresAt.Should().Be(end);
        owner.SharingMode.Should().Be(SharingMode.Owner);
        var endless = await friends.Alice.Shares.ReconfigureAsync(
            share.Id, new ShareChanges { SetExpiresAt = true, ExpiresAt = null }, Cancel);
        endless.ExpiresAt.Should().BeNull();
    }

    [Fact]
    public async Task The_owner_changes_the_mode_of_an_on_share_that_another_sent()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("CHAIN");
        var onShare = (await friends.Bob.Shares.CreateAsync(
            copy.Id, [friends.BobToCarlos], new NewShare { SharingMode = SharingMode.Anyone }, Cancel))[0];

        var changed = await friends.Alice.Shares.ReconfigureAsync(
            onShare.Id, new ShareChanges { SharingMode = SharingMode.Owner }, Cancel);

        changed.SharingMode.Should().Be(SharingMode.Owner);
        (await friends.Carlos.Shares.GetAsync(onShare.Id, Cancel)).SharingMode.Should().Be(SharingMode.Owner);
    }

    [Fact]
    public async Task A_removed_share_takes_the_recipients_item_with_it()
    {
        var (_, copy, share) = await friends.NewSharedCarAsync("BYE");

        await friends.Alice.Shares.RemoveAsync(share.Id, Cancel);

        var reading = () => friends.Bob.Items.GetAsync(copy.Id, Cancel);
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ItemNotFound");
        var again = () => friends.Alice.Shares.RemoveAsync(share.Id, Cancel);
        (await again.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ShareNotFound");
    }

    [Fact]
    public async Task A_slot_or_a_recipient_that_is_missing_is_named()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "X");

        var unknownSlot = () => friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { Slot = "no_such_slot" }, Cancel);
        var nobody = () => friends.Alice.Shares.CreateAsync(car.Id, [], new NewShare(), Cancel);

        (await unknownSlot.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SlotNotFound");
        (await nobody.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NoRecipients");
    }

    // As the server answers once the end has come.
    private static async Task<HttpResponseMessage> ExpireAsync(HttpResponseMessage answer, string shareId)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        var shares = body["shares"]?.AsArray().ToList() ?? [body["share"]];
        foreach (var share in shares.Where(share => share!["id"]!.GetValue<string>() == shareId))
        {
            share!["encrypted_dek"] = null;
            share["expires_at"] = "2026-01-01T00:00:00.000Z";
        }

        return ScriptedTransport.Json(body.ToJsonString());
    }
}
