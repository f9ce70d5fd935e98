using System.Globalization;
using Meeco.Server.Tests.Rules;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Shares, acceptance, on-shares and what ends them.</summary>
public sealed class ShareTests(Story story)
{
    [Fact]
    public void The_pipeline_of_the_story_shares_with_terms_and_on_sharing()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("De");

        var run = shell.Run($$"""
            $share = Get-MeecoItem | Where-Object Label -like '{{label}}*' | New-MeecoShare -Connection $aliceToBob -Terms 'Drive carefully.' -OnShare
            $share.Direction, $share.AcceptanceStatus, $share.SharingMode, $share.Terms, $share.ConnectionName
            """).Succeeded();

        run.Lines.Should().Equal("Outgoing", "Required", "Anyone", "Drive carefully.", "Bob");
    }

    [Fact]
    public void Terms_acceptance_and_mode_can_be_set_apart()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Apart");

        shell.Run($"""
            $one = New-MeecoShare '{label}' Bob -Terms 'Only words.' -AcceptanceRequired:$false -SharingMode Owner
            $one.AcceptanceStatus, $one.SharingMode, $one.Terms
            Remove-MeecoShare $one -Confirm:$false
            $two = New-MeecoShare '{label}' Bob -AcceptanceRequired
            $two.AcceptanceStatus, $two.SharingMode, "[$($two.Terms)]"
            """).Succeeded().Lines.Should().Equal("NotRequired", "Owner", "Only words.", "Required", "Owner", "[]");
        shell.Run($"New-MeecoShare '{label}' Bob -OnShare -SharingMode Anyone").ErrorIds.Should().Equal("AmbiguousParameterSet");
    }

    [Fact]
    public void Before_acceptance_the_terms_are_there_and_the_values_are_not()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Waiting");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'Sign here.'; Set-MeecoSession $bob").Succeeded();

        shell.Run("(Get-MeecoShare -Id $share.Id).Terms").Succeeded().Lines.Should().Equal("Sign here.");
        shell.Run($"$item = Get-MeecoItem -Label '{label}'; $item.AcceptanceStatus; @($item.Slots).Count").Succeeded().Lines.Should().Equal("Required", "0");
        var refused = shell.Run("Get-MeecoItem $item");
        refused.ErrorIds.Should().Equal("ShareNotAccepted");
        refused.Output.Should().BeEmpty();
        refused.Errors.Single().ErrorDetails.RecommendedAction.Should().Contain("Approve-MeecoShare");
        shell.Run("Get-MeecoShare $share.Id | Get-MeecoItem").ErrorIds.Should().Equal("ShareNotAccepted");
        shell.Run($"New-MeecoShare $item Carlos").ErrorIds.Should().Equal("ShareNotAccepted");
    }

    [Fact, Rule("8.1")]
    public void Who_does_not_agree_to_the_terms_changes_nothing_and_who_agrees_can_read()
    {
        var person = new ScriptedUser { Choices = { "No", "Yes" } };
        using var shell = story.As("alice", person);
        var label = shell.NewItem("Agreed");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'Be`e[31m nice.'; Set-MeecoSession $bob").Succeeded();

        shell.Run("Approve-MeecoShare $share; (Get-MeecoShare $share).AcceptanceStatus").Succeeded().Lines.Should().Equal("Required");
        person.Shown.Should().Contain("nice.").And.Contain("Alice").And.NotContain("\e", "a stranger's text must not steer the terminal");
        shell.Run($"(Approve-MeecoShare $share -PassThru).AcceptanceStatus; (Get-MeecoItem '{label}')['plate']").Succeeded()
            .Lines.Should().Equal("Accepted", "NotACatDefsACar");
    }

    [Fact]
    public void Accepting_without_a_way_to_ask_needs_force()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Forced");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'Read me.'; Set-MeecoSession $bob").Succeeded();

        shell.Run("Approve-MeecoShare $share").ErrorIds.Should().Equal("ConsentRequired");
        shell.Run("Approve-MeecoShare $share -Force -WhatIf; (Get-MeecoShare $share).AcceptanceStatus").Lines.Should().Equal("Required");
        shell.Run("Get-MeecoShare -Direction Incoming -Acceptance Required | Where-Object Id -eq $share.Id | Approve-MeecoShare -Force").Succeeded();
        shell.Run("Get-MeecoShare $share | Get-MeecoItem | ForEach-Object { $_['plate'] }").Succeeded().Lines.Should().Equal("NotACatDefsACar");
    }

    [Fact, Rule("8.17")]
    public void A_rejected_share_cannot_be_accepted_any_more()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Rejected");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'No way.'; Set-MeecoSession $bob").Succeeded();

        shell.Run("Deny-MeecoShare $share -WhatIf; (Get-MeecoShare $share).AcceptanceStatus").Succeeded().Lines.Should().Equal("Required");
        shell.Run("(Deny-MeecoShare $share -PassThru).AcceptanceStatus").Succeeded().Lines.Should().Equal("Rejected");
        shell.Run("Approve-MeecoShare $share -Force").ErrorIds.Should().Equal("ShareRejected");
        shell.Run($"@(Get-MeecoItem -Label '{label}').Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void A_received_item_is_shared_on_and_verified_against_its_owner()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Chain");
        shell.Run($"""
            $null = New-MeecoShare '{label}' $aliceToBob -OnShare
            Set-MeecoSession $bob
            Get-MeecoItem -Label '{label}' | New-MeecoShare -Connection Carlos -Terms 'Only on Sundays.' | Approve-MeecoShare -Session $carlos -Force
            Set-MeecoSession $carlos
            """).Succeeded();

        shell.Run($"$item = Get-MeecoItem '{label}'; $item['plate']; ($item.Slots | Where-Object Name -eq plate).Verification; $item.OwnerId -eq $alice.UserId")
            .Succeeded().Lines.Should().Equal("NotACatDefsACar", "Verified", "True");
    }

    [Fact]
    public void Sharing_on_what_was_shared_for_the_recipient_alone_is_refused_with_the_reason()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Private");
        shell.Run($"$null = New-MeecoShare '{label}' $aliceToBob; Set-MeecoSession $bob").Succeeded();

        var run = shell.Run($"Get-MeecoItem '{label}' | New-MeecoShare -Connection $bobToCarlos");

        run.ErrorIds.Should().Equal("OnShareNotPermitted");
        run.Errors.Single().Exception.Message.Should().Contain("sharing on");
        shell.Run($"@(Get-MeecoItem -Label '{label}' -Session $carlos).Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void One_slot_can_be_shared_alone()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Partly");
        shell.Run($"$null = New-MeecoShare '{label}' $aliceToBob -Slot plate; Set-MeecoSession $bob").Succeeded();

        shell.Run($"(Get-MeecoItem '{label}').Slots | Where-Object Value | ForEach-Object Name").Succeeded().Lines.Should().Equal("plate");
        shell.Run($"New-MeecoShare '{label}' $aliceToBob -Slot nowhere -Session $alice").ErrorIds.Should().Equal("SlotNotFound");
    }

    [Fact]
    public void A_slot_to_share_is_meant_by_name_or_object_is_completed_and_seen_from_both_ends()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);
        var label = shell.NewItem("Slotted");

        shell.Run($"""
            $item = Get-MeecoItem '{label}'
            $slot = $item.Slots | Where-Object Name -eq other
            $share = New-MeecoShare $item $aliceToBob -Slot $slot
            $share.SlotName, ($share.SlotId -eq $slot.Id)
            (Get-MeecoShare $share).SlotName
            (Get-MeecoShare $share -Session $bob).SlotName
            """).Succeeded().Lines.Should().Equal("other", "True", "other", "other");
        shell.Run("$share | Out-Default").Succeeded();
        person.Shown.Should().Contain("to Bob").And.Contain("/ other");
        shell.With("line", $"New-MeecoShare -Item '{label}' -Connection Bob -Slot pl")
            .Run("(TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText").Lines.Should().Equal("plate");
    }

    [Fact, Rule("8.4")]
    public void A_slot_that_is_shared_alone_is_brought_up_to_date_alone()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Alone");
        shell.Run($$"""
            $null = New-MeecoShare '{{label}}' $aliceToBob -Slot plate
            $null = Set-MeecoItem '{{label}}' -Slot @{ plate = 'OUTATIME'; other = 'new' } -WarningAction SilentlyContinue
            Invoke-MeecoClientTaskBatch | Where-Object Outcome -ne Completed
            (Get-MeecoItem '{{label}}' -Session $bob).Slots | ForEach-Object { "$($_.Name)=$($_.Value)" }
            """).Succeeded().Lines.Should().Equal("plate=OUTATIME");
    }

    [Fact]
    public void An_item_that_comes_by_two_shares_is_one_item_and_stays_until_the_last_of_them_ends()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Twice");
        shell.Run($"""
            $first = New-MeecoShare '{label}' $aliceToBob
            $second = New-MeecoShare '{label}' $aliceToBob -Terms 'Once more.' -AllowDuplicate
            Set-MeecoSession $bob
            """).Succeeded();

        shell.Run($"$items = @(Get-MeecoItem -Label '{label}'); $items.Count; $items[0].ShareId -eq $first.Id; (Get-MeecoItem '{label}')['plate']")
            .Succeeded().Lines.Should().Equal("1", "True", "NotACatDefsACar");
        shell.Run("(Get-MeecoShare $first).AcceptanceStatus; (Get-MeecoShare $second).AcceptanceStatus").Lines.Should().Equal("NotRequired", "Required");
        shell.Run("$through = Get-MeecoShare $second | Get-MeecoItem; $through['plate']; $through.Id -eq $items[0].Id").Succeeded()
            .Lines.Should().Equal("NotACatDefsACar", "True");
        shell.Run($"Remove-MeecoShare $first -Session $alice -Confirm:$false; (Get-MeecoItem -Label '{label}').AcceptanceStatus").Succeeded()
            .Lines.Should().Equal("Required");
        shell.Run($"Approve-MeecoShare $second -Force; $item = Get-MeecoItem '{label}'; $item['plate']; $item.Id -eq $items[0].Id; $item.ShareId -eq $second.Id").Succeeded()
            .Lines.Should().Equal("NotACatDefsACar", "True", "True");
    }

    [Fact, Rule("8.1")]
    public void Who_answers_nothing_has_not_agreed()
    {
        var person = new ScriptedUser { Choices = { string.Empty } };
        using var shell = story.As("alice", person);
        var label = shell.NewItem("Silence");

        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'All your base.'; Approve-MeecoShare $share -Session $bob").Succeeded();

        person.Shown.Should().Contain("All your base.");
        shell.Run("(Get-MeecoShare $share).AcceptanceStatus").Lines.Should().Equal("Required");
    }

    [Fact, Rule("8.13")]
    public void An_end_without_a_zone_is_utc_and_can_be_changed_and_taken_away()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Ending");
        var year = DateTimeOffset.UtcNow.Year + 1;

        var run = shell.Run($"""
            $share = New-MeecoShare '{label}' $aliceToBob -OnShare -ExpiresAt {year}-01-31 -Verbose
            $share.ExpiresAt.ToString('u')
            (Set-MeecoShare $share -ExpiresAt '{year}-01-31T18:00:00+10:00' -SharingMode Owner -PassThru).ExpiresAt.ToString('u')
            (Set-MeecoShare $share -ExpiresAt $null -PassThru).ExpiresAt
            (Get-MeecoShare $share).SharingMode
            """).Succeeded();

        run.Lines.Should().Equal($"{year}-01-31 00:00:00Z", $"{year}-01-31 08:00:00Z", string.Empty, "Owner");
        run.Verbose.Should().Contain(line => line.Contains($"{year}-01-31 00:00:00Z", StringComparison.Ordinal));
        shell.Run("Set-MeecoShare $share").ErrorIds.Should().Equal("NothingToChange");
        shell.Run($"New-MeecoShare '{label}' $aliceToBob -ExpiresAt soon").ErrorIds.Should().Equal("ParameterArgumentTransformationError");
    }

    [Fact]
    public void Shares_are_listed_by_direction_connection_and_item()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Listed");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob").Succeeded();

        shell.Run($"(Get-MeecoShare -Item '{label}').Id -eq $share.Id").Succeeded().Lines.Should().Equal("True");
        shell.Run("(Get-MeecoShare -Connection Bob -Direction Outgoing | Where-Object Id -eq $share.Id).Direction").Succeeded().Lines.Should().Equal("Outgoing");
        shell.Run("(Get-MeecoShare -Session $bob -Connection Alice | Where-Object Id -eq $share.Id).Direction").Succeeded().Lines.Should().Equal("Incoming");
        shell.Run("@(Get-MeecoShare -First 1).Count").Lines.Should().Equal("1");
        shell.Run("Get-MeecoShare ([guid]::NewGuid())").ErrorIds.Should().Equal("ShareNotFound");
    }

    [Fact]
    public void A_removed_share_takes_the_on_shares_under_it_along()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Withdrawn");
        shell.Run($"""
            $share = New-MeecoShare '{label}' $aliceToBob -OnShare
            $null = Get-MeecoItem '{label}' -Session $bob | New-MeecoShare -Connection $bobToCarlos -Session $bob
            $share | Remove-MeecoShare -WhatIf
            """).Succeeded();
        shell.Run($"@(Get-MeecoItem -Label '{label}' -Session $carlos).Count").Lines.Should().Equal("1");

        shell.Run("$share | Remove-MeecoShare -Confirm:$false").Succeeded();

        shell.Run($"@(Get-MeecoItem -Label '{label}' -Session $bob).Count + @(Get-MeecoItem -Label '{label}' -Session $carlos).Count").Lines.Should().Equal("0");
        shell.Run("Remove-MeecoShare $share -Confirm:$false").ErrorIds.Should().Equal("ShareNotFound");
    }

    [Fact]
    public void Several_items_go_to_several_recipients_and_WhatIf_to_none()
    {
        using var shell = story.As("bob");
        var label = shell.NewItem("Many");
        shell.Run($"1..4 | ForEach-Object {{ $null = New-MeecoItem custom \"{label} $_\" }}").Succeeded();

        shell.Run($"Get-MeecoItem -Label '{label} *' | New-MeecoShare -Connection Alice, $bobToCarlos -WhatIf; @(Get-MeecoItem -Label '{label} *' -Session $carlos).Count")
            .Succeeded().Lines.Should().Equal("0");
        shell.Run($"@(Get-MeecoItem -Label '{label} *' | New-MeecoShare -Connection Alice, $bobToCarlos, Carlos).Count").Succeeded().Lines.Should().Equal("8");
        shell.Run($"@(Get-MeecoItem -Label '{label} *' -Session $carlos).Count.ToString()").Lines.Should().Equal(4.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_unknown_recipient_shares_nothing_with_anybody()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Unshared");

        var run = shell.Run($"New-MeecoShare '{label}' Bob, Marty");

        run.ErrorIds.Should().Equal("ConnectionNotFound");
        shell.Run($"@(Get-MeecoShare -Item '{label}').Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void An_item_from_the_pipeline_stands_for_its_shares_and_a_received_one_for_the_share_that_brought_it()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Piped to its shares");
        var other = shell.NewItem("Piped beside it");
        shell.Run($"$share = New-MeecoShare '{label}' Bob; $beside = New-MeecoShare '{other}' Bob").Succeeded();

        var run = shell.Run($$"""
            (Get-MeecoItem '{{label}}' | Get-MeecoShare).Id -eq $share.Id
            $found = Get-MeecoItem '{{label}}', '{{other}}' | Get-MeecoShare
            $found.Count, ($share.Id -in $found.Id), ($beside.Id -in $found.Id)
            $received = Get-MeecoItem '{{label}}' -Session $bob
            ($received | Get-MeecoShare -Session $bob).Direction
            $received | Remove-MeecoShare -Session $bob -Confirm:$false
            @(Get-MeecoItem '{{label}}' | Get-MeecoShare).Count
            """).Succeeded();

        run.Lines.Should().Equal("True", "2", "True", "True", "Incoming", "0");
    }
}
