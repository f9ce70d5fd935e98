using System.Text.Json.Nodes;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Http;

public sealed class IdempotencyTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private const string Header = "Idempotency-Key";

    [Fact]
    [Rule("extensions")]
    public async Task A_repeated_POST_has_one_effect_and_the_same_answer()
    {
        var user = await server.NewUserAsync();
        var caller = user.Vault.With(Header, "once");

        var first = (await caller.PostAsync("/items", Drawer.NewItem("once"))).Should(200);
        var second = (await caller.PostAsync("/items", Drawer.NewItem("once"))).Should(200);

        second.Text.Should().Be(first.Text);
        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
        (await user.Vault.GetAsync(first.Path())).Should(200).Text.Should().Be(first.Text);
    }

    [Fact]
    [Rule("extensions")]
    public async Task A_repeated_PUT_has_one_effect_and_undoes_nothing_that_came_after_it()
    {
        var user = await server.NewUserAsync();
        var made = await Drawer.MakeAsync(user, "put", Drawer.Slot("a", "old"), Drawer.Slot("b", "old"));
        var caller = user.Vault.With(Header, "put");
        var change = Drawer.Change(
            Drawer.Slot("a", "new"), new JsonObject { ["id"] = made.SlotId("b"), ["_destroy"] = true });

        var first = (await caller.PutAsync(made.Path(), change)).Should(200);
        var later = (await user.Vault.PutAsync(made.Path(), Drawer.Change(Drawer.Slot("a", "newest")))).Should(200);
        var repeated = (await caller.PutAsync(made.Path(), change)).Should(200);

        repeated.Text.Should().Be(first.Text);
        var now = (await user.Vault.GetAsync(made.Path())).Should(200);
        now.Version().Should().Be(later.Version());
        now.Value("a").Should().Be(later.Value("a"));
    }

    [Fact]
    [Rule("extensions")]
    public async Task The_body_is_repeated_however_the_handler_gave_it()
    {
        var user = await server.NewUserAsync();
        var caller = user.Vault.With(Header, "invite");

        var first = (await caller.PostAsync("/invitations", Story.InvitationRequest(user))).Should(200);
        var second = (await caller.PostAsync("/invitations", Story.InvitationRequest(user))).Should(200);

        second.Text.Should().Be(first.Text).And.NotBeEmpty();
    }

    [Fact]
    [Rule("extensions")]
    public async Task The_status_is_repeated_too()
    {
        var user = await server.NewUserAsync();
        var caller = user.Keystore.With(Header, "kek");
        var body = new JsonObject { ["serialized_key_encryption_key"] = TestCryppo.Aes("kek") };

        (await caller.PostAsync("/key_encryption_key", body)).Should(201);
        (await caller.PostAsync("/key_encryption_key", body)).Should(201);
    }

    [Fact]
    [Rule("extensions")]
    public async Task The_same_key_with_another_request_is_422_and_has_no_effect()
    {
        var user = await server.NewUserAsync();
        var caller = user.Vault.With(Header, "reused");
        (await caller.PostAsync("/items", Drawer.NewItem("one"))).Should(200);

        (await caller.PostAsync("/items", Drawer.NewItem("two"))).ShouldRefuse(422, "idempotency_key_reused");

        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    [Rule("extensions")]
    public async Task Keys_of_different_users_and_services_have_nothing_to_do_with_each_other()
    {
        var user = await server.NewUserAsync();
        var other = await server.NewUserAsync();

        var one = (await user.Vault.With(Header, "same").PostAsync("/items", Drawer.NewItem("mine"))).Should(200);
        var two = (await other.Vault.With(Header, "same").PostAsync("/items", Drawer.NewItem("theirs"))).Should(200);

        two.Id().Should().NotBe(one.Id());
        (await user.Keystore.With(Header, "same").PostAsync(
            "/data_encryption_keys",
            new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("x") })).Should(200);
    }

    [Fact]
    [Rule("extensions")]
    public async Task A_refused_request_is_not_remembered()
    {
        var user = await server.NewUserAsync();
        var caller = user.Vault.With(Header, "corrected");
        (await caller.PostAsync("/items", Drawer.NewItem(" "))).Should(422);

        (await caller.PostAsync("/items", Drawer.NewItem("good"))).Should(200);
    }

    [Fact]
    [Rule("extensions")]
    public async Task A_key_is_forgotten_after_a_day_and_swept_away()
    {
        await using var own = new MeecoServer();
        var user = await own.NewUserAsync();
        var caller = user.Vault.With(Header, "daily");
        var first = (await caller.PostAsync("/items", Drawer.NewItem("daily"))).Should(200);
        await own.RestartAsync();
        user = user with { Vault = new TestCaller(own.Anonymous.Client, "/vault", user.VaultToken) };
        caller = user.Vault.With(Header, "daily");
        (await caller.PostAsync("/items", Drawer.NewItem("daily"))).Should(200).Id().Should().Be(first.Id());
        own.Clock.Advance(TimeSpan.FromHours(24));

        (await caller.PostAsync("/items", Drawer.NewItem("daily"))).Should(200).Id().Should().NotBe(first.Id());
        (await caller.With(Header, "other").PostAsync("/items", Drawer.NewItem("other"))).Should(200);
        own.Clock.Advance(TimeSpan.FromHours(24));
        await own.SweepAsync();

        await using var scope = own.Scope();
        (await scope.ServiceProvider.GetRequiredService<MeecoDb>().IdempotentAnswers.CountAsync(TestContext.Current.CancellationToken))
            .Should().Be(0);
    }

    [Fact]
    [Rule("extensions")]
    public async Task Requests_sent_at_once_with_one_key_have_one_effect()
    {
        var user = await server.NewUserAsync();
        var caller = user.Vault.With(Header, "at once");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => caller.PostAsync("/items", Drawer.NewItem("at once"))));

        answers.Select(answer => answer.Should(200).Id()).Distinct().Should().ContainSingle();
        (await user.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task An_overlong_key_is_400()
    {
        var user = await server.NewUserAsync();

        (await user.Vault.With(Header, new string('x', 256)).PostAsync("/items", Drawer.NewItem("x"))).ShouldRefuse(400, "bad_request");
    }
}
