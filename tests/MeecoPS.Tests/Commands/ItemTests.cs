using Meeco.Server.Tests.Rules;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Templates, items and slots.</summary>
public sealed class ItemTests(Story story)
{
    [Fact]
    public void An_item_is_made_from_a_template_and_read_back()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $item = New-MeecoItem -Template vehicle -Label 'Time machine' -Slot @{ licence_plate = 'NotACatDefsACar'; doors = 2; flies = $true; built = [datetime]'1981-01-21' }
            $read = Get-MeecoItem $item
            $read.Label, $read.Template, $read['licence_plate'], $read['doors'], $read['flies'], $read['built'], $read.Own
            """).Succeeded();

        run.Lines.Should().Equal("Time machine", "Vehicle", "NotACatDefsACar", "2", "true", "1981-01-21", "True");
    }

    [Fact]
    public void The_slots_of_items_and_templates_are_lists_that_can_be_indexed()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Indexed");

        shell.Run($"$item = Get-MeecoItem '{label}'; $item.Slots[0].Name; $item.Slots[-1].Name; $item.Slots.Count; (Get-MeecoItemTemplate vehicle).Slots[0].Name -is [string]")
            .Succeeded().Lines.Should().BeEquivalentTo("plate", "other", "2", "True");
    }

    [Fact]
    public void Labels_and_slots_bind_by_property_so_that_a_table_becomes_items()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            1..20 | ForEach-Object { [pscustomobject]@{ Label = "Row $_"; Slot = @{ note = "n$_" } } } |
                New-MeecoItem -Template custom -ThrottleLimit 4 | ForEach-Object { "$($_.Label)=$($_['note'])" }
            """).Succeeded();

        run.Lines.Should().BeEquivalentTo(Enumerable.Range(1, 20).Select(row => $"Row {row}=n{row}"));
    }

    [Fact]
    public void A_slot_may_say_more_than_its_value()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $item = New-MeecoItem custom 'Painted' -Slot @{ colour = @{ Label = 'Colour of it'; Type = 'color'; Value = 'silver' } }
            $slot = $item.Slots | Where-Object Name -eq colour
            $slot.Label, $slot.Type, $slot.Value
            """).Succeeded();

        run.Lines.Should().Equal("Colour of it", "color", "silver");
    }

    [Fact]
    public void An_item_is_meant_by_object_by_guid_by_text_and_by_label()
    {
        using var shell = story.As("alice");
        shell.Run("$item = New-MeecoItem custom 'Known by many names'").Succeeded();

        shell.Run("""
            $item, [guid]$item.Id, $item.Id, 'Known by many names', [pscustomobject]@{ ItemId = $item.Id } |
                Get-MeecoItem | ForEach-Object Id
            """).Succeeded().Lines.Should().HaveCount(5).And.OnlyContain(id => id == shell.Run("$item.Id").Lines.Single());
    }

    [Fact]
    public void A_label_of_several_items_is_an_error_that_lists_their_ids()
    {
        using var shell = story.As("alice");
        var ids = shell.Run("1..2 | ForEach-Object { New-MeecoItem custom 'Twins' } | ForEach-Object Id").Succeeded().Lines;

        var run = shell.Run("Get-MeecoItem 'Twins'");

        run.ErrorIds.Should().Equal("ItemNameAmbiguous");
        run.Errors.Single().Exception.Message.Should().ContainAll(ids);
        run.Errors.Single().TargetObject.Should().Be("Twins");
    }

    [Fact, Rule("8.8")]
    public void A_failure_names_the_users_own_object_and_stops_no_other()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $unknown = [guid]::NewGuid()
            $item = New-MeecoItem custom 'Still read'
            $unknown, $item | Get-MeecoItem | ForEach-Object Label
            """);

        run.Lines.Should().Equal("Still read");
        run.ErrorIds.Should().Equal("ItemNotFound");
        run.Errors.Single().TargetObject.Should().BeOfType<Guid>();
        run.Errors.Single().CategoryInfo.Category.Should().Be(System.Management.Automation.ErrorCategory.ObjectNotFound);
    }

    [Fact, Rule("8.3")]
    public void Lists_filter_by_label_template_and_owner_and_stop_at_first()
    {
        using var shell = story.As("alice");
        shell.Run("1..3 | ForEach-Object { $null = New-MeecoItem vehicle \"Fleet $_\" }").Succeeded();

        shell.Run("(Get-MeecoItem -Label 'fleet *' | ForEach-Object Label) -join ','").Lines.Single().Split(',')
            .Should().BeEquivalentTo("Fleet 1", "Fleet 2", "Fleet 3");
        shell.Run("@(Get-MeecoItem -Label 'fleet *' -First 2).Count; @(Get-MeecoItem -Template vehicle | Where-Object Template -ne Vehicle).Count")
            .Succeeded().Lines.Should().Equal("2", "0");
        shell.Run("@(Get-MeecoItem -Own | Where-Object Own -eq $false).Count; @(Get-MeecoItem -Own:$false | Where-Object Own).Count")
            .Succeeded().Lines.Should().Equal("0", "0");
    }

    [Fact]
    public void Values_and_labels_change_and_slots_go()
    {
        using var shell = story.As("alice");

        // Somebody who has no tasks: others are at work on Alice's items meanwhile.
        shell.Run("$somebody = New-MeecoUser -Environment $environment -Passphrase $passphrase").Succeeded();
        var run = shell.Run("""
            $item = New-MeecoItem custom 'Before' -Slot @{ keep = 'kept'; change = 'old'; remove = 'gone' }
            $now = $item | Set-MeecoItem -Label After -Slot @{ change = 'new'; added = 'more' } -PassThru
            $now.Label, $now['keep'], $now['change'], $now['added']
            Remove-MeecoSlot $item remove -Confirm:$false
            (Get-MeecoItem $item).Slots | Where-Object Name -eq keep | Remove-MeecoSlot -Confirm:$false
            ((Get-MeecoItem $item).Slots | Where-Object Value | ForEach-Object Name) -join ','
            """).Succeeded();

        run.Lines.Take(4).Should().Equal("After", "kept", "new", "more");
        run.Lines.Last().Split(',').Should().BeEquivalentTo("change", "added");
        run.Warnings.Should().BeEmpty("nobody shares this item");
    }

    [Fact]
    public void Nothing_to_change_and_an_unknown_slot_are_errors()
    {
        using var shell = story.As("alice");
        shell.Run("$item = New-MeecoItem custom 'Unchanged'").Succeeded();

        shell.Run("Set-MeecoItem $item").ErrorIds.Should().Equal("NothingToChange");
        shell.Run("Remove-MeecoSlot $item nowhere -Confirm:$false").ErrorIds.Should().Equal("SlotNotFound");
        shell.Run("New-MeecoItem 'no such template' Label").ErrorIds.Should().Equal("ItemTemplateNotFound");
        shell.Run("Get-MeecoItemTemplate 'no_such_template'").ErrorIds.Should().Equal("ItemTemplateNotFound");
    }

    [Fact]
    public void A_removed_item_is_gone()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $item = New-MeecoItem custom 'Short-lived'
            $item | Remove-MeecoItem -Confirm:$false
            Get-MeecoItem $item
            """);

        run.ErrorIds.Should().Equal("ItemNotFound");
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        using var shell = story.As("alice");
        shell.Run("$item = New-MeecoItem custom 'Untouched' -Slot @{ note = 'as it was' }").Succeeded();

        shell.Run("""
            New-MeecoItem custom 'Never made' -WhatIf
            $item | Set-MeecoItem -Slot @{ note = 'changed' } -WhatIf
            $item | Remove-MeecoItem -WhatIf
            Remove-MeecoSlot $item note -WhatIf
            """).Succeeded().Output.Should().BeEmpty();

        shell.Run("@(Get-MeecoItem -Label 'Never made').Count; (Get-MeecoItem $item)['note']").Lines.Should().Equal("0", "as it was");
    }

    [Fact]
    public void Removal_asks_first()
    {
        var person = new ScriptedUser { Choices = { "No" } };
        using var shell = story.As("alice", person);

        shell.Run("$item = New-MeecoItem custom 'Asked about'; $item | Remove-MeecoItem; (Get-MeecoItem $item).Label")
            .Succeeded().Lines.Should().Equal("Asked about");
        person.Shown.Should().Contain("Asked about");
    }

    [Fact]
    public void Templates_tell_their_slots_and_are_found_by_wildcard()
    {
        using var shell = story.As("alice");

        shell.Run("(Get-MeecoItemTemplate vehicle).Slots.Name").Succeeded().Lines.Should().Contain(["licence_plate", "model_make", "vin"]);
        shell.Run("Get-MeecoItemTemplate veh* | ForEach-Object Name").Succeeded().Lines.Should().Contain("vehicle");
        shell.Run("Get-MeecoItemTemplate | ForEach-Object Name").Succeeded().Lines.Should().Contain(["vehicle", "custom", "password"]).And.OnlyHaveUniqueItems();
    }
}
