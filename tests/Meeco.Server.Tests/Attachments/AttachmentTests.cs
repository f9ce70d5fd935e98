using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Attachments;

public sealed class AttachmentTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact]
    public async Task A_slot_with_a_file_shows_it_with_its_item()
    {
        var alice = await server.NewUserAsync();

        var (item, attachment) = await Files.ItemAsync(alice);

        item.Slot("photo", "attachment_id").Should().Be(attachment.Id());
        item.Slot("photo", "slot_type_name").Should().Be("attachment");
        item.Answer["attachments"]![0]!["id"]!.GetValue<string>().Should().Be(attachment.Id());
        item.Answer["attachments"]![0]!["filename"]!.GetValue<string>().Should().Be("photo.png");
        (await alice.Vault.GetAsync("/items")).Should(200)["attachments"]![0]!["id"]!.GetValue<string>().Should().Be(attachment.Id());
        var inSlots = (await alice.Vault.GetAsync("/attachments_in_slots")).Should(200);
        inSlots["slots"]![0]!["id"]!.GetValue<string>().Should().Be(item.Slots["photo"]);
        inSlots["slots"]![0]!["encrypted_value"]!.GetValue<string>().Should().Be(TestCryppo.Aes("key of Photo"));
        inSlots["attachments"]![0]!["id"]!.GetValue<string>().Should().Be(attachment.Id());
    }

    [Fact, Rule("generations")]
    public async Task A_client_of_2020_names_the_file_of_a_slot_as_an_object()
    {
        var alice = await server.NewUserAsync();
        var attachment = await Files.AttachmentAsync(alice);
        var slot = Files.SlotOf(attachment.Id());
        slot.Remove("attachment_id");
        slot["attachment_attributes"] = new JsonObject { ["id"] = attachment.Id() };

        var item = await alice.Vault.From2020().PostAsync("/items", new JsonObject
        {
            ["template_name"] = "custom",
            ["item"] = new JsonObject { ["label"] = "Album", ["slots_attributes"] = new JsonArray(slot) },
        });

        item.Should(200)["slots"]![0]!["attachment_id"]!.GetValue<string>().Should().Be(attachment.Id());
        item["slots"]![0]!["encrypted"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact, Rule("9", "files")]
    public async Task A_slot_keeps_its_file_and_a_file_its_slot()
    {
        var alice = await server.NewUserAsync();
        var (item, attachment) = await Files.ItemAsync(alice);
        var another = await Files.AttachmentAsync(alice, "another.png");

        (await alice.Vault.PutAsync($"/items/{item.Id}", Change(item.Slots["photo"], another.Id())))
            .ShouldRefuse(422, "attachment_cannot_be_replaced");
        (await Files.AddSlotAsync(alice, (await Story.ItemAsync(alice, "b")).Id, attachment.Id())).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.DeleteAsync($"/attachments/{attachment.Id()}")).ShouldRefuse(422, "attachment_cannot_be_replaced");
        (await alice.Vault.DeleteAsync($"/direct/attachments/{attachment.Id()}")).ShouldRefuse(422, "attachment_cannot_be_replaced");
        var edited = await alice.Vault.PutAsync($"/items/{item.Id}", Change(item.Slots["photo"], null));

        TestItem.From(edited.Should(200)).Slot("photo", "attachment_id").Should().Be(attachment.Id());
    }

    [Fact, Rule("files")]
    public async Task A_slot_that_is_added_again_with_the_same_file_is_added_once()
    {
        var alice = await server.NewUserAsync();
        var (item, attachment) = await Files.ItemAsync(alice);

        var again = (await Files.AddSlotAsync(alice, item.Id, attachment.Id())).Should(200);

        TestItem.From(again).Slots.Should().BeEquivalentTo(item.Slots);
    }

    [Fact]
    public async Task A_file_that_is_unknown_or_somebody_elses_goes_into_no_slot()
    {
        var alice = await server.NewUserAsync();
        var bob = await server.NewUserAsync();
        var item = await Story.ItemAsync(bob, "plate");
        var attachment = await Files.AttachmentAsync(alice);

        (await Files.AddSlotAsync(bob, item.Id, attachment.Id())).ShouldRefuse(422, "validation_failed");
        (await Files.AddSlotAsync(bob, item.Id, "unknown")).ShouldRefuse(422, "validation_failed");
        (await Files.AddSlotAsync(bob, item.Id, item.Id)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("8", "9")]
    public async Task Recipient_and_on_share_recipient_fetch_the_same_bytes_under_the_same_id()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var bytes = Files.Bytes(5000);
        var (item, attachment) = await Files.ItemAsync(alice, bytes);
        var toBob = await Story.ShareAsync(alice, item, bob, share => share["sharing_mode"] = "anyone");
        var toCarlos = await Story.ShareOnAsync(bob, toBob, carlos);

        foreach (var (user, share) in new[] { (bob, toBob), (carlos, toCarlos) })
        {
            var copy = await Story.CopyAsync(user, share);
            copy.Slot("photo", "attachment_id").Should().Be(attachment.Id());
            copy.Answer["attachments"]![0]!["id"]!.GetValue<string>().Should().Be(attachment.Id());
            (await user.Vault.GetAsync($"/items/{copy.Id}")).Should(200)["attachments"]!.AsArray().Should().ContainSingle();
            (await user.Vault.GetAsync("/attachments_in_slots")).Should(200)["slots"]![0]!["id"]!.GetValue<string>().Should().Be(copy.Slots["photo"]);
            (await user.Vault.GetAsync($"/attachments/{attachment.Id()}")).Should(200);
            var direct = (await user.Vault.GetAsync($"/direct/attachments/{attachment.Id()}")).Should(200)["attachment"]!;
            (await Files.FetchAsync(user, direct.MainUrl(), user.VaultToken)).Bytes.Should().Equal(bytes);
            (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().BeEmpty("the list is of own files");
        }
    }

    [Fact, Rule("8", "before-acceptance")]
    public async Task A_file_is_withheld_before_acceptance_and_after_rejection_expiry_and_end()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var (item, attachment) = await Files.ItemAsync(alice);
        var waiting = await Story.ShareAsync(alice, item, bob, share => share["acceptance_required"] = "acceptance_required");

        await NothingAsync(bob, attachment);
        (await bob.Vault.GetAsync($"/incoming_shares/{waiting}/item")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.PutAsync($"/incoming_shares/{waiting}/reject", null)).Should(200);
        await NothingAsync(bob, attachment);

        var brief = await Story.ShareAsync(alice, item, bob, share => share["expires_at"] = server.Clock.GetUtcNow().AddHours(1).ToString("O"));
        await SomethingAsync(bob, attachment);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await NothingAsync(bob, attachment);
        (await alice.Vault.DeleteAsync($"/shares/{brief}")).Should(204);

        var share = await Story.ShareAsync(alice, item, bob, share => share["acceptance_required"] = "acceptance_required");
        await Story.AcceptAsync(bob, share);
        await SomethingAsync(bob, attachment);
        (await alice.Vault.DeleteAsync($"/shares/{share}")).Should(204);
        await NothingAsync(bob, attachment);
    }

    [Fact, Rule("8")]
    public async Task A_share_of_another_slot_opens_no_file()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var (item, attachment) = await Files.ItemAsync(alice);
        await Story.ShareAsync(alice, item.Only("plate"), bob, share => share["slot_id"] = item.Slots["plate"]);
        await NothingAsync(bob, attachment);

        await Story.ShareAsync(alice, item.Only("photo"), bob, share => share["slot_id"] = item.Slots["photo"]);
        await SomethingAsync(bob, attachment);
    }

    [Fact]
    public async Task A_recipient_may_read_a_file_and_not_remove_it()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var (item, attachment) = await Files.ItemAsync(alice);
        await Story.ShareAsync(alice, item, bob);

        (await bob.Vault.DeleteAsync($"/attachments/{attachment.Id()}")).ShouldRefuse(403, "received_item_read_only");

        await SomethingAsync(bob, attachment);
    }

    [Fact]
    public async Task A_file_added_to_a_shared_item_makes_a_task()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var item = await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, item, bob);
        var attachment = await Files.AttachmentAsync(alice);

        (await Files.AddSlotAsync(alice, item.Id, attachment.Id())).Should(200);

        (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle();
    }

    [Theory, Rule("files")]
    [InlineData("slot")]
    [InlineData("destroy")]
    [InlineData("item")]
    [InlineData("unused")]
    public async Task The_bytes_go_with_what_they_belong_to(string end)
    {
        await using var own = MeecoServer.With();
        var alice = await own.NewUserAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var attachment = await Files.AttachmentAsync(alice);
        if (end != "unused")
        {
            item = TestItem.From((await Files.AddSlotAsync(alice, item.Id, attachment.Id())).Should(200));
        }

        (await Files.StoredAsync(own)).Should().NotBeEmpty();
        _ = end switch
        {
            "slot" => (await alice.Vault.DeleteAsync($"/slots/{item.Slots["photo"]}")).Should(204),
            "destroy" => (await alice.Vault.PutAsync($"/items/{item.Id}", Destroy(item.Slots["photo"]))).Should(200),
            "item" => (await alice.Vault.DeleteAsync($"/items/{item.Id}")).Should(204),
            _ => (await alice.Vault.DeleteAsync($"/attachments/{attachment.Id()}")).Should(204),
        };

        (await Files.StoredAsync(own)).Should().BeEmpty();
        await NothingAsync(alice, attachment);
        (await alice.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.GetAsync("/me")).Should(200)["data_size_of_uploaded_attachments_and_folders"]!.GetValue<long>().Should().Be(0);
    }

    [Fact]
    public async Task A_change_that_is_refused_removes_no_bytes()
    {
        await using var own = MeecoServer.With();
        var alice = await own.NewUserAsync();
        var (item, attachment) = await Files.ItemAsync(alice);
        var change = Destroy(item.Slots["photo"]);
        change["item"]!["slots_attributes"]!.AsArray().Add(new JsonObject { ["id"] = "unknown" });

        (await alice.Vault.PutAsync($"/items/{item.Id}", change)).ShouldRefuse(404, "not_found");

        await SomethingAsync(alice, attachment);
    }

    [Fact, Rule("generations")]
    public async Task Own_files_are_listed_in_pages()
    {
        var alice = await server.NewUserAsync();
        for (var number = 0; number < 3; number++)
        {
            await Files.AttachmentAsync(alice, $"file {number}");
        }

        var first = (await alice.Vault.GetAsync("/attachments?per_page=2")).Should(200);
        var second = (await alice.Vault.GetAsync($"/attachments?per_page=2&next_page_after={first["next_page_after"]!.GetValue<string>()}")).Should(200);

        first["attachments"]!.AsArray().Concat(second["attachments"]!.AsArray()).Select(file => file!["filename"]!.GetValue<string>())
            .Should().Equal("file 2", "file 1", "file 0");
        second["next_page_after"].Should().BeNull();
        (await alice.Vault.From2020().GetAsync("/attachments")).Should(200)["meta"]!.AsArray().Should().ContainSingle();
    }

    private static JsonObject Change(string slotId, string? attachmentId) => new()
    {
        ["item"] = new JsonObject
        {
            ["slots_attributes"] = new JsonArray(new JsonObject { ["id"] = slotId, ["attachment_id"] = attachmentId, ["label"] = "Picture" }),
        },
    };

    private static JsonObject Destroy(string slotId) => new()
    {
        ["item"] = new JsonObject { ["slots_attributes"] = new JsonArray(new JsonObject { ["id"] = slotId, ["_destroy"] = true }) },
    };

    private static async Task NothingAsync(TestUser user, JsonNode attachment)
    {
        (await user.Vault.GetAsync($"/attachments/{attachment.Id()}")).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/direct/attachments/{attachment.Id()}")).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/direct/attachments/{attachment.Id()}/download_url?type=binary_file")).ShouldRefuse(404, "not_found");
        (await Files.FetchAsync(user, attachment.MainUrl(), user.VaultToken)).Status.Should().Be(404);
        (await Files.FetchAsync(user, attachment["encryption_artifact"]!["url"]!.GetValue<string>(), user.VaultToken)).Status.Should().Be(404);
        (await user.Vault.GetAsync("/attachments_in_slots")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
        (await user.Vault.GetAsync("/items")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
    }

    private static async Task SomethingAsync(TestUser user, JsonNode attachment)
    {
        (await user.Vault.GetAsync($"/attachments/{attachment.Id()}")).Should(200);
        (await Files.FetchAsync(user, attachment.MainUrl(), user.VaultToken)).Status.Should().Be(200);
    }
}
