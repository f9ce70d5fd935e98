using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Sharing many items with several people, and doing it again.</summary>
public sealed class BulkSharingTests(Story story)
{
    [Fact]
    public void A_second_run_makes_no_share_and_one_that_asks_for_something_else_says_so()
    {
        using var shell = story.As("bob");
        var label = NewItems(shell, 5);
        var pipeline = $"Get-MeecoItem -Own | Where-Object Label -like '{label}*' | New-MeecoShare -Connection Alice, Carlos -Verbose";

        var first = shell.Run($"{pipeline} | ForEach-Object AlreadyShared").Succeeded();
        var second = shell.Run($"{pipeline} | ForEach-Object AlreadyShared").Succeeded();
        var third = shell.Run($"{pipeline} -Terms 'New ones.' -OnShare | ForEach-Object AlreadyShared").Succeeded();

        first.Lines.Should().HaveCount(10).And.OnlyContain(line => line == "False");
        second.Lines.Should().HaveCount(10).And.OnlyContain(line => line == "True");
        second.Verbose.Count(line => line.Contains("AlreadyShared", StringComparison.Ordinal)).Should().Be(10);
        second.Warnings.Should().BeEmpty();
        third.Lines.Should().HaveCount(10).And.OnlyContain(line => line == "True");
        third.Warnings.Should().HaveCount(10).And.OnlyContain(line =>
            line.Contains("terms, acceptance, sharing mode", StringComparison.Ordinal) && line.Contains("Set-MeecoShare", StringComparison.Ordinal));
        CountShares(shell, label).Should().Be("10");
    }

    [Fact]
    public void Another_share_is_made_on_purpose()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Twice");

        shell.Run($"""
            $one = New-MeecoShare '{label}' Bob
            $two = New-MeecoShare '{label}' Bob -AllowDuplicate
            ($one.Id -eq $two.Id), $two.AlreadyShared
            """).Succeeded().Lines.Should().Equal("False", "False");
    }

    [Fact]
    public void What_if_counts_shares_and_calls_and_makes_none()
    {
        var person = new ScriptedUser();
        using var shell = story.As("bob", person);
        var label = NewItems(shell, 3);
        shell.Run($"$null = Get-MeecoItem '{label} 1' | New-MeecoShare -Connection Carlos").Succeeded();

        var run = shell.Run($"Get-MeecoItem -Own | Where-Object Label -like '{label}*' | New-MeecoShare -Connection Alice, Carlos -WhatIf").Succeeded();

        run.Output.Should().BeEmpty();
        person.Shown.Should().Contain($"Share with Alice, Carlos: {label} 2").And.Contain("5 share(s) to make in 3 call(s), 1 already there");
        CountShares(shell, label).Should().Be("1");
    }

    [Fact]
    public void One_bad_item_is_one_error_and_the_others_go_on_unless_told_to_stop()
    {
        using var shell = story.As("bob");
        var label = NewItems(shell, 2);
        shell.Run($"$bad = [guid]::NewGuid(); $items = @(Get-MeecoItem '{label} 1'; $bad; Get-MeecoItem '{label} 2')").Succeeded();

        var run = shell.Run("$items | New-MeecoShare -Connection Alice, Carlos");
        var stopped = shell.Run("try { $items | New-MeecoShare -Connection Alice -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }");

        run.Output.Should().HaveCount(4);
        run.ErrorIds.Should().Equal("ItemNotFound");
        run.Errors.Single().TargetObject.Should().BeOfType<Guid>();
        stopped.Lines.Should().Contain(line => line.StartsWith("ItemNotFound", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_come_before_the_last_input_has()
    {
        using var shell = story.As("bob");
        var label = NewItems(shell, 2);

        var run = shell.Run($$"""
            $script:seen = 0
            & {
                Get-MeecoItem '{{label}} 1'
                [System.Threading.Thread]::Sleep(400)
                Get-MeecoItem '{{label}} 2'
                "seen before the end: $script:seen"
            } | ForEach-Object { if ($_ -is [string]) { $note = $_ } else { $_ } } | New-MeecoShare -Connection Carlos | ForEach-Object { $script:seen++ }
            $note
            """).Succeeded();

        run.Lines.Should().Equal("seen before the end: 2");
    }

    private static string CountShares(HostedShell shell, string label) =>
        shell.Run($"@(Get-MeecoShare -Item @(Get-MeecoItem -Own | Where-Object Label -like '{label}*')).Count").Succeeded().Lines.Single();

    private static string NewItems(HostedShell shell, int count)
    {
        var label = $"Bulk {Guid.NewGuid():N}";
        shell.Run($"1..{count} | ForEach-Object {{ $null = New-MeecoItem custom \"{label} $_\" -Slot @{{ note = \"$_\" }} }}").Succeeded();
        return label;
    }
}
