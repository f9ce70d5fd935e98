using System.Globalization;
using Meeco.Wire;

namespace Meeco.Client.Tests.Names;

/// <summary>What a session remembers of the names it has seen.</summary>
public sealed class KnownNamesTests
{
    [Fact]
    public void Only_the_newest_of_a_kind_are_remembered()
    {
        var names = new KnownNames();
        names.Connections.Put(new KnownName("bob", "Bob", "Bob"));

        for (var number = 0; number < KnownNames.Room + 1; number++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            names.Items.Put(new KnownName(id, $"Item {id}", "An item"));
        }

        names.Items.All().Should().HaveCount(KnownNames.Room);
        names.Items.All()[0].Id.Should().Be("1");
        names.Connections.All().Should().ContainSingle("a long list of items leaves the connections alone");
    }

    [Fact]
    public void A_new_name_takes_the_place_of_the_old_and_is_the_newest()
    {
        var shelf = new NameShelf(room: 2);
        shelf.Put(new KnownName("1", "DeLorean", ""));
        shelf.Put(new KnownName("2", "Note", ""));

        shelf.Put(new KnownName("1", "Time machine", ""));
        shelf.Put(new KnownName("3", "Key", ""));

        shelf.All().Select(name => name.Text).Should().Equal("Time machine", "Key");
    }

    [Fact]
    public void What_is_gone_is_forgotten()
    {
        var shelf = new NameShelf(room: 2);
        shelf.Put(new KnownName("1", "DeLorean", ""));

        shelf.Forget("1");
        shelf.Forget("never seen");

        shelf.All().Should().BeEmpty();
    }

    [Fact]
    public void What_is_still_on_its_way_when_the_session_ends_is_not_remembered()
    {
        var names = new KnownNames();
        names.Note(Node("work"));

        names.Close();
        names.Note(Node("home"));

        names.Classifications.All().Should().BeEmpty();
    }

    [Fact]
    public void An_item_is_remembered_with_its_slots_files_and_classification_and_without_a_value()
    {
        var now = DateTimeOffset.UnixEpoch;
        var names = new KnownNames();

        names.Note(new ItemResponse
        {
            Item = new ItemBody
            {
                Id = "i", Own = false, Name = "delorean", Label = "DeLorean", CreatedAt = now, UpdatedAt = now, ItemTemplateId = "t", ItemTemplateLabel = "Vehicle",
            },
            Slots =
            [
                new SlotBody { Id = "s", ItemId = "i", Own = false, Name = "plate", Label = "Licence plate", EncryptedValue = "Aes256Gcm.secret", CreatedAt = now, UpdatedAt = now },
            ],
            Attachments = [new AttachmentBody { Id = "a", Filename = "car.jpg", ContentType = "image/jpeg", CreatedAt = now }],
            ClassificationNodes = [new ClassificationNodeBody { Id = "c", Name = "work", Label = "Work" }],
        });

        names.Items.All().Should().Equal(new KnownName("i", "DeLorean", "DeLorean: Vehicle, received"));
        names.Slots.All().Should().Equal(new KnownName("s", "plate", "Licence plate", "i"));
        names.Attachments.All().Should().Equal(new KnownName("a", "car.jpg", "car.jpg: image/jpeg"));
        names.Classifications.All().Should().ContainSingle().Which.About.Should().Be("Work");
    }

    private static MeecoClassification Node(string name) => new() { Id = name, Scheme = "tag", Name = name, Label = name };
}
