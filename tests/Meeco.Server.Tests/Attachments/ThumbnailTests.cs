using System.Text;
using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Attachments;

public sealed class ThumbnailTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Theory, Rule("generations")]
    [InlineData("thumbnail[file]", "thumbnail[attachment_id]", "thumbnail[size_type]", true)]
    [InlineData("thumbnail[file]", "thumbnail[attachment_id]", "thumbnail[size_type]", false)]
    [InlineData("binary[file]", "binary_id", "size_type", true)]
    [InlineData("thumbnail[file]", "thumbnail[binary_id]", "thumbnail[size_type]", true)]
    public async Task A_thumbnail_is_taken_in_the_forms_of_both_generations(string file, string attachmentId, string size, bool asFile)
    {
        var alice = await server.NewUserAsync();
        var (item, attachment) = await Files.ItemAsync(alice);

        var made = await PostAsync(alice, (file, TestCryppo.Aes("small"), asFile), (attachmentId, attachment.Id(), false), (size, "128x128/png", false));

        var thumbnail = made.Should(201)["thumbnail"]!;
        thumbnail["attachment_id"]!.GetValue<string>().Should().Be(attachment.Id());
        thumbnail["binary_id"]!.GetValue<string>().Should().Be(attachment.Id());
        thumbnail["size_type"]!.GetValue<string>().Should().Be("128x128/png");
        var read = (await alice.Vault.GetAsync($"/items/{item.Id}")).Should(200);
        read["thumbnails"]![0]!["id"]!.GetValue<string>().Should().Be(thumbnail.Id());
        (await alice.Vault.GetAsync("/items")).Should(200)["thumbnails"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("generations")]
    public async Task It_is_fetched_by_an_open_address_or_in_2020_itself()
    {
        var alice = await server.NewUserAsync();
        var thumbnail = await MakeAsync(alice, (await Files.ItemAsync(alice)).Attachment);

        var url = (await alice.Vault.GetAsync($"/thumbnails/{thumbnail.Id()}")).Should(200)["redirect_url"]!.GetValue<string>();

        Encoding.UTF8.GetString((await Files.FetchAsync(alice, url)).Bytes).Should().Be(TestCryppo.Aes("small"));
        (await Files.FetchAsync(alice, thumbnail.Url())).Status.Should().Be(200);
        (await alice.Vault.From2020().GetAsync($"/thumbnails/{thumbnail.Id()}")).Should(200).Text.Should().Be(TestCryppo.Aes("small"));
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        (await Files.FetchAsync(alice, url)).Status.Should().Be(404);
    }

    [Fact]
    public async Task Another_of_the_same_size_takes_its_place_and_it_can_be_removed()
    {
        var alice = await server.NewUserAsync();
        var (item, attachment) = await Files.ItemAsync(alice);
        await MakeAsync(alice, attachment);
        await MakeAsync(alice, attachment, size: "256x256/jpg");
        var last = await MakeAsync(alice, attachment, text: "smaller");

        (await alice.Vault.GetAsync($"/items/{item.Id}")).Should(200)["thumbnails"]!.AsArray().Should().HaveCount(2);
        (await alice.Vault.From2020().GetAsync($"/thumbnails/{last.Id()}")).Should(200).Text.Should().Be(TestCryppo.Aes("smaller"));
        (await alice.Vault.DeleteAsync($"/thumbnails/{last.Id()}")).Should(204);
        (await alice.Vault.GetAsync($"/thumbnails/{last.Id()}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.DeleteAsync($"/slots/{item.Slots["photo"]}")).Should(204);
        (await alice.Vault.GetAsync($"/items/{item.Id}")).Should(200)["thumbnails"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("8", "before-acceptance")]
    public async Task A_recipient_sees_it_from_acceptance_on_and_may_neither_add_nor_remove_one()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var (item, attachment) = await Files.ItemAsync(alice);
        var thumbnail = await MakeAsync(alice, attachment);
        var share = await Story.ShareAsync(alice, item, bob, wanted => wanted["acceptance_required"] = "acceptance_required");

        (await bob.Vault.GetAsync($"/thumbnails/{thumbnail.Id()}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}/item")).Should(200)["thumbnails"]!.AsArray().Should().BeEmpty();
        await Story.AcceptAsync(bob, share);
        (await bob.Vault.GetAsync($"/thumbnails/{thumbnail.Id()}")).Should(200);
        (await bob.Vault.GetAsync($"/incoming_shares/{share}/item")).Should(200)["thumbnails"]!.AsArray().Should().ContainSingle();
        (await bob.Vault.DeleteAsync($"/thumbnails/{thumbnail.Id()}")).ShouldRefuse(403, "received_item_read_only");
        (await PostAsync(bob, Form(attachment.Id()))).ShouldRefuse(403, "received_item_read_only");
    }

    [Fact]
    public async Task What_is_no_thumbnail_is_refused()
    {
        await using var own = MeecoServer.With(("MaxThumbnailSize", "2000"));
        var alice = await own.NewUserAsync();
        var attachment = await Files.AttachmentAsync(alice);
        var stranger = await own.NewUserAsync();

        (await PostAsync(alice, Form(attachment.Id(), text: "plain"))).ShouldRefuse(422, "invalid_cryppo");
        (await PostAsync(alice, Form(attachment.Id(), text: TestCryppo.Aes(new string('x', 2000))))).ShouldRefuse(422, "validation_failed");
        (await PostAsync(alice, Form(attachment.Id(), size: "64x64/gif"))).ShouldRefuse(422, "validation_failed");
        (await PostAsync(alice, Form("unknown"))).ShouldRefuse(404, "not_found");
        (await PostAsync(stranger, Form(attachment.Id()))).ShouldRefuse(404, "not_found");
        (await PostAsync(alice, ("other", "1", false))).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.PostAsync("/thumbnails", new JsonObject())).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("extensions")]
    public async Task A_repeated_form_makes_one_thumbnail()
    {
        var alice = await server.NewUserAsync();
        var (_, attachment) = await Files.ItemAsync(alice);
        var key = Guid.NewGuid().ToString();

        var first = await PostAsync(alice, "Idempotency-Key", key, Form(attachment.Id()));
        var second = await PostAsync(alice, "Idempotency-Key", key, Form(attachment.Id()));

        second.Should(201).Text.Should().Be(first.Should(201).Text);
        (await PostAsync(alice, "Idempotency-Key", key, Form(attachment.Id(), size: "512x512/png"))).ShouldRefuse(422, "idempotency_key_reused");
    }

    private static (string Name, string Value, bool AsFile)[] Form(string attachmentId, string? text = null, string size = "128x128/jpg") =>
    [
        ("thumbnail[file]", text ?? TestCryppo.Aes("small"), true),
        ("thumbnail[attachment_id]", attachmentId, false),
        ("thumbnail[size_type]", size, false),
    ];

    internal static async Task<JsonNode> MakeAsync(TestUser owner, JsonNode attachment, string size = "128x128/jpg", string text = "small") =>
        (await PostAsync(owner, Form(attachment.Id(), TestCryppo.Aes(text), size))).Should(201)["thumbnail"]!;

    private static Task<TestAnswer> PostAsync(TestUser user, params (string Name, string Value, bool AsFile)[] fields) =>
        PostAsync(user, "X-None", "none", fields);

    private static async Task<TestAnswer> PostAsync(TestUser user, string header, string value, params (string Name, string Value, bool AsFile)[] fields)
    {
        using var form = new MultipartFormDataContent("the-boundary");
        foreach (var (name, text, asFile) in fields)
        {
            if (asFile)
            {
                form.Add(new StringContent(text), name, "blob");
            }
            else
            {
                form.Add(new StringContent(text), name);
            }
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/vault/thumbnails") { Content = form };
        request.Headers.TryAddWithoutValidation("Authorization", user.VaultToken);
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await user.Vault.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new TestAnswer
        {
            Status = (int)answer.StatusCode,
            Text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        };
    }
}
