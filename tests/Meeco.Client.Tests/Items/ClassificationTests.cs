using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Items;

public sealed class ClassificationTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_word_of_ones_own_is_made_listed_and_counted()
    {
        var alice = await servers.NewUserAsync();

        var made = await alice.Classifications.CreateAsync(new NewClassification { Scheme = "tag", Label = "Very Important" }, Cancel);
        var item = await alice.Items.CreateAsync(
            new NewItem { Template = "custom", Label = "Will", Classifications = [new ClassificationInput { Id = made.Id }] }, Cancel);

        made.ToString().Should().Be("tag/very_important");
        made.Own.Should().BeTrue();
        item.Classifications.Should().Contain(node => node.Id == made.Id && node.Count == null);
        var listed = await alice.Classifications.ListAsync(new ClassificationFilter { Own = true }, Cancel).ToListAsync(Cancel);
        listed.Should().Equal(made with { Count = 1 });
        (await alice.Classifications.GetAsync(made.Id, Cancel)).Count.Should().Be(1);
        (await alice.Classifications.ListAsync(new ClassificationFilter { Scheme = "esafe", Own = false }, Cancel).ToListAsync(Cancel))
            .Should().Contain(node => node.Name == "vehicles").And.OnlyContain(node => !node.Own);
        await FailsAsync("ClassificationNotFound", () => alice.Classifications.GetAsync(Guid.NewGuid().ToString(), Cancel));
        await FailsAsync(
            "AlreadyExists", () => alice.Classifications.CreateAsync(new NewClassification { Scheme = "tag", Label = "Very important" }, Cancel));
    }

    [Fact]
    public async Task An_item_is_classified_and_declassified_and_found_by_it()
    {
        var alice = await servers.NewUserAsync();
        var item = await alice.Items.CreateAsync(new NewItem { Template = "custom", Label = "Will" }, Cancel);
        var tag = new ClassificationInput { Scheme = "tag", Name = "Work" };

        var changed = await alice.Items.UpdateAsync(item.Id, new ItemChanges { Classifications = [tag] }, Cancel);
        var found = await alice.Items.ListAsync(
            new ItemFilter { ClassificationScheme = "tag", ClassificationNames = ["work", "none"] }, Cancel).ToListAsync(Cancel);
        var read = await alice.Items.GetAsync(item.Id, Cancel);
        var freed = await alice.Items.UpdateAsync(item.Id, new ItemChanges { RemoveClassifications = [tag] }, Cancel);

        changed.Classifications.Select(node => node.ToString()).Should().Contain("tag/work");
        found.Should().ContainSingle().Which.Classifications.Should().BeEquivalentTo(changed.Classifications);
        read.Classifications.Should().BeEquivalentTo(changed.Classifications);
        freed.Classifications.Select(node => node.ToString()).Should().NotContain("tag/work");
        await FailsAsync("NothingToChange", () => alice.Items.UpdateAsync(item.Id, new ItemChanges(), Cancel));
    }

    [Fact]
    public async Task A_template_of_ones_own_is_made_and_items_are_made_from_it()
    {
        var alice = await servers.NewUserAsync();
        var tag = await alice.Classifications.CreateAsync(new NewClassification { Scheme = "tag", Label = "Cellar" }, Cancel);

        var made = await alice.Templates.CreateAsync(
            new NewItemTemplate
            {
                Label = "Wine",
                Description = "Bottles",
                Classification = new ClassificationInput { Id = tag.Id },
                Slots = [new NewTemplateSlot { Name = "vintage", Type = "date" }, new NewTemplateSlot { Label = "Price", Description = "in euros" }],
            },
            Cancel);

        made.Own.Should().BeTrue();
        made.Classifications.Select(node => node.ToString()).Should().Equal("tag/cellar");
        made.Slots.Select(slot => slot.Name).Should().Equal("vintage", "price");
        made.Slots[1].Description.Should().Be("in euros");
        (await alice.Templates.ResolveAsync("wine", Cancel)).Should().BeEquivalentTo(made);
        (await alice.Templates.ListAsync(new ItemTemplateFilter { Like = "WIN", ClassificationName = "cellar" }, Cancel).ToListAsync(Cancel))
            .Should().ContainSingle();
        var item = await alice.Items.CreateAsync(
            new NewItem { Template = "wine", Label = "Barolo", Slots = [new SlotInput { Name = "price", Value = "70" }] }, Cancel);
        item["price"].Should().Be("70");
        item.Slots.Should().HaveCount(2);
        await FailsAsync("AlreadyExists", () => alice.Templates.CreateAsync(new NewItemTemplate { Label = "Wine" }, Cancel));
    }

    private static async Task FailsAsync(string errorId, Func<Task> act) =>
        (await act.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(errorId);
}
