using Meeco.Server.Tests.Rules;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>The work that a change leaves to the owner's client. Its user is Bob: the tasks of a user are one list.</summary>
[Collection("Bob's client tasks")]
public sealed class ClientTaskTests(Story story)
{
    [Fact]
    public void A_change_of_a_shared_item_warns_and_one_batch_brings_the_recipients_up_to_date()
    {
        using var shell = story.As("bob");
        var label = shell.NewItem("Changed");
        shell.Run($"$item = Get-MeecoItem '{label}'; $null = New-MeecoShare $item $bobToCarlos").Succeeded();

        var change = shell.Run("$item | Set-MeecoItem -Slot @{ plate = 'OUTATIME' }").Succeeded();
        change.Warnings.Should().ContainSingle().Which.Should().Contain("1 outstanding client task").And.Contain("Invoke-MeecoClientTaskBatch");
        change.Output.Should().BeEmpty();
        shell.Run($"(Get-MeecoItem '{label}' -Session $carlos)['plate']").Lines.Should().Equal("NotACatDefsACar");

        shell.Run("Invoke-MeecoClientTaskBatch -WhatIf; (Get-MeecoClientTask -Item $item).State").Succeeded().Lines.Should().Equal("Todo");
        shell.Run("$result = Invoke-MeecoClientTaskBatch; $result.Outcome, $result.SharesUpdated, ($result.ItemId -eq $item.Id)").Succeeded()
            .Lines.Should().Equal("Completed", "1", "True");
        shell.Run($"(Get-MeecoItem '{label}' -Session $carlos)['plate']; @(Get-MeecoClientTask Todo).Count; (Get-MeecoClientTask -Item $item).State")
            .Succeeded().Lines.Should().Equal("OUTATIME", "0", "Done");
    }

    [Fact]
    public void Shares_can_be_updated_at_once()
    {
        using var shell = story.As("bob");
        var label = shell.NewItem("At once");
        shell.Run($"""
            $item = Get-MeecoItem '{label}'
            $null = New-MeecoShare $item $bobToCarlos
            $item | Set-MeecoItem -Slot @{"{"} plate = 'GIGAWATT' {"}"}
            $item | Update-MeecoShare -WhatIf
            """).Succeeded();
        shell.Run($"(Get-MeecoItem '{label}' -Session $carlos)['plate']").Lines.Should().Equal("NotACatDefsACar");

        shell.Run("@($item | Update-MeecoShare -PassThru).Count").Succeeded().Lines.Should().Equal("1");

        shell.Run($"(Get-MeecoItem '{label}' -Session $carlos)['plate']").Lines.Should().Equal("GIGAWATT");
        shell.Run("$null = Invoke-MeecoClientTaskBatch").Succeeded();
    }

    [Fact]
    public void The_state_of_a_task_can_be_set_by_hand()
    {
        using var shell = story.As("bob");
        var label = shell.NewItem("By hand");
        shell.Run($"$item = Get-MeecoItem '{label}'; $null = New-MeecoShare $item $bobToCarlos; $item | Set-MeecoItem -Slot @{"{"} plate = 'X' {"}"}").Succeeded();

        shell.Run("$task = Get-MeecoClientTask Todo -Item $item; $task | Set-MeecoClientTask -State Done -WhatIf; (Get-MeecoClientTask -Item $item).State")
            .Succeeded().Lines.Should().Equal("Todo");
        shell.Run("($task | Set-MeecoClientTask -State Done -PassThru).State; (Get-MeecoClientTask -Item $item).State").Succeeded().Lines.Should().Equal("Done", "Done");
        shell.Run("Set-MeecoClientTask ([guid]::NewGuid()) Done").ErrorIds.Should().ContainSingle();
    }

    [Fact]
    public void What_another_session_has_claimed_is_taken_over_after_a_question_only()
    {
        var person = new ScriptedUser { Choices = { "No", "Yes" } };
        using var shell = story.As("bob", person);
        var label = shell.NewItem("Claimed");
        shell.Run($$"""
            $item = Get-MeecoItem '{{label}}'
            $null = New-MeecoShare $item $bobToCarlos
            $other = Connect-Meeco -Environment $environment -Secret (Get-MeecoAccountSecret) -Passphrase $passphrase
            Set-MeecoSession $bob
            $item | Set-MeecoItem -Slot @{ plate = 'CLAIMED' } -WarningAction SilentlyContinue
            Get-MeecoClientTask Todo -Item $item | Set-MeecoClientTask -State InProgress -Session $other
            """).Succeeded();

        shell.Run("Invoke-MeecoClientTaskBatch | Where-Object Outcome -ne Skipped; (Get-MeecoClientTask -Item $item -First 1).State").Succeeded().Lines.Should().Equal("InProgress");
        shell.Run("Invoke-MeecoClientTaskBatch -Force | ForEach-Object Outcome").Succeeded().Lines.Should().Equal("Skipped");
        shell.Run("Invoke-MeecoClientTaskBatch -Force | ForEach-Object Outcome").Succeeded().Lines.Should().Equal("Skipped", "Completed");
        shell.Run($"(Get-MeecoItem '{label}' -Session $carlos)['plate']; Disconnect-Meeco -Session $other").Lines.Should().Equal("CLAIMED");
        person.Shown.Should().Contain("claimed");
    }

    [Fact, Rule("8.6")]
    public void What_an_ended_session_had_claimed_is_taken_over_without_a_question()
    {
        using var shell = story.As("bob");
        var label = shell.NewItem("Abandoned");
        shell.Run($$"""
            $item = Get-MeecoItem '{{label}}'
            $null = New-MeecoShare $item $bobToCarlos
            $other = Connect-Meeco -Environment $environment -Secret (Get-MeecoAccountSecret) -Passphrase $passphrase
            Set-MeecoSession $bob
            $item | Set-MeecoItem -Slot @{ plate = 'ABANDONED' } -WarningAction SilentlyContinue
            Get-MeecoClientTask Todo -Item $item | Set-MeecoClientTask -State InProgress -Session $other
            Disconnect-Meeco -Session $other
            """).Succeeded();

        shell.Run($"Invoke-MeecoClientTaskBatch -Force | ForEach-Object Outcome; (Get-MeecoItem '{label}' -Session $carlos)['plate']").Succeeded()
            .Lines.Should().Equal("Completed", "ABANDONED");
    }

    [Fact]
    public void The_view_of_a_result_tells_how_long_it_took()
    {
        var person = new ScriptedUser();
        using var shell = story.As("bob", person);
        shell.Run($$"""
            $item = Get-MeecoItem '{{shell.NewItem("Viewed")}}'
            $null = New-MeecoShare $item $bobToCarlos
            $item | Set-MeecoItem -Slot @{ plate = 'VIEWED' } -WarningAction SilentlyContinue
            """).Succeeded();

        var run = shell.Run("$results = Invoke-MeecoClientTaskBatch; $results | Out-Default; $results.Duration -gt [timespan]::Zero").Succeeded();

        run.Lines.Should().Equal("True");
        person.Shown.Should().Contain("Seconds").And.Contain("Completed");
    }

    [Theory]
    [InlineData("-ThrottleLimit 0")]
    [InlineData("-ThrottleLimit 65")]
    [InlineData("-Watch -Interval 0")]
    [InlineData("-Watch -Interval 3601")]
    public void What_is_out_of_its_range_is_refused(string parameters)
    {
        using var shell = story.As("bob");

        shell.Run($"Invoke-MeecoClientTaskBatch {parameters}").ErrorIds.Should().Equal("ParameterArgumentValidationError");
    }

    [Fact]
    public void Without_work_a_batch_does_nothing()
    {
        using var shell = story.As("carlos");

        shell.Run("Invoke-MeecoClientTaskBatch; Invoke-MeecoClientTaskBatch -State Failed -First 3; Get-MeecoClientTask").Succeeded().Output.Should().BeEmpty();
    }
}
