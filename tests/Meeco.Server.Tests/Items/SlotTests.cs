using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Items;

public sealed class SlotTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task A_slot_is_read_alone_as_within_its_item()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "slots", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"));

        var slot = (await user.Vault.GetAsync($"/slots/{item.SlotId("b")}")).Should(200);

        slot["slot"]!.ToJsonString().Should().Be(item.Slot("b").ToJsonString());
    }

    [Fact]
    public async Task A_removed_slot_is_gone_and_the_item_has_a_new_version()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "slots", Drawer.Slot("a", "1"), Drawer.Slot("b", "1"));

        (await user.Vault.DeleteAsync($"/slots/{item.SlotId("a")}")).Should(204).Text.Should().BeEmpty();

        var read = await user.Vault.GetAsync(item.Path());
        read.SlotNames().Should().Equal("b");
        read.Version().Should().Be(item.Version() + 1);
        (await user.Vault.DeleteAsync($"/slots/{item.SlotId("a")}")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_deleted_item_is_gone_with_its_slots_and_its_id_is_not_given_again()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "going", Drawer.Slot("a", "1"));

        (await user.Vault.DeleteAsync(item.Path())).Should(204).Text.Should().BeEmpty();

        (await user.Vault.GetAsync(item.Path())).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/slots/{item.SlotId("a")}")).ShouldRefuse(404, "not_found");
        (await user.Vault.DeleteAsync(item.Path())).ShouldRefuse(404, "not_found");
        var next = await Drawer.MakeAsync(user, "coming", Drawer.Slot("a", "1"));
        next.Id().Should().NotBe(item.Id());
        next.SlotId("a").Should().NotBe(item.SlotId("a"));
    }
}
