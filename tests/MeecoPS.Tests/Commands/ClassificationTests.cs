using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Classifications, and templates of one's own.</summary>
public sealed class ClassificationTests(Story story)
{
    [Fact]
    public void A_word_is_made_and_items_are_classified_by_it_and_found()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $word = 'Loved Things' | New-MeecoClassification -Description 'the best'
            "$word", $word.Own
            $item = New-MeecoItem custom 'Teddy' -Classification $word, soft
            ($item.Classifications | ForEach-Object Name | Where-Object { $_ -ne 'other' }) -join ' '
            (Get-MeecoItem -Scheme tag -Classification loved_things).Label
            $null = Set-MeecoItem $item -RemoveClassification 'tag/soft' -Classification plush
            ((Get-MeecoItem Teddy).Classifications | ForEach-Object Name | Where-Object { $_ -ne 'other' }) -join ' '
            (Get-MeecoClassification loved*).Count, (Get-MeecoClassification $word.Id).Label
            'logins' -in (Get-MeecoClassification -Scheme esafe -Own:$false).Name
            (Get-MeecoClassification -Own | Where-Object Name -eq plush).Scheme
            """).Succeeded();

        run.Lines.Should().Equal("tag/loved_things", "True", "loved_things soft", "Teddy", "loved_things plush", "1", "Loved Things", "True", "tag");
    }

    [Fact]
    public void Words_that_are_there_or_not_there_are_errors_and_WhatIf_makes_none()
    {
        using var shell = story.As("bob");

        shell.Run("New-MeecoClassification Twice; New-MeecoClassification Twice").ErrorIds.Should().Equal("AlreadyExists");
        shell.Run("New-MeecoClassification Rogue -Scheme esafe").ErrorIds.Should().Equal("ValidationFailed");
        shell.Run("Get-MeecoClassification nowhere").ErrorIds.Should().Equal("ClassificationNotFound");
        shell.Run("New-MeecoItem custom Odd -Classification esafe/nowhere").ErrorIds.Should().Equal("ValidationFailed");
        shell.Run("New-MeecoClassification Ghost -WhatIf; @(Get-MeecoClassification -Own | Where-Object Name -eq ghost).Count")
            .Succeeded().Lines.Should().Equal("0");
    }

    [Fact]
    public void A_template_is_made_of_names_labels_and_tables_and_items_are_made_from_it()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $template = New-MeecoItemTemplate 'Wine' -Slot vintage, 'Grape Variety', @{ Label = 'Price'; Type = 'key_value'; Description = 'in euros' } -Classification cellar
            $template.Name, $template.Own, ($template.Slots.Name -join ' '), "$($template.Classifications)"
            $template.Slots[0].Label, $template.Slots[2].Description
            (New-MeecoItem wine Barolo -Slot @{ price = 70 })['price']
            (Get-MeecoItemTemplate -Like WIN -Scheme tag -Classification cellar).Label
            (Get-MeecoItemTemplate vehicle | New-MeecoItemTemplate -Label 'Wheels' -Name wheels -Slot (Get-MeecoItemTemplate vehicle).Slots).Slots[1].Name
            """).Succeeded();

        run.Lines.Should().Equal(
            "wine", "True", "vintage grape_variety price", "tag/cellar", "Vintage", "in euros", "70", "Wine", "licence_plate");
    }

    [Fact]
    public void A_template_whose_name_is_taken_or_whose_slots_cannot_be_read_is_an_error()
    {
        using var shell = story.As("bob");

        shell.Run("New-MeecoItemTemplate Vehicle").ErrorIds.Should().Equal("AlreadyExists");
        shell.Run("New-MeecoItemTemplate Odd -Slot @{ Nme = 'a' }").ErrorIds.Should().Equal("TemplateSlotUnreadable");
        shell.Run("New-MeecoItemTemplate Odd -Slot 5").ErrorIds.Should().Equal("TemplateSlotUnreadable");
        shell.Run("New-MeecoItemTemplate Odd -Slot @{ Name = 'a'; Type = 'number' }").ErrorIds.Should().Equal("ValidationFailed");
        shell.Run("New-MeecoItemTemplate Odd -WhatIf; @(Get-MeecoItemTemplate o*).Name -contains 'odd'").Succeeded().Lines.Should().Equal("False");
    }
}
