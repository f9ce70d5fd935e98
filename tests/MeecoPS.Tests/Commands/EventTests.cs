using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>What happened, as Get-MeecoEvent tells it.</summary>
public sealed class EventTests(Story story)
{
    [Fact]
    public void Both_ends_of_a_share_are_told_by_name_and_by_the_ids_they_know()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Told");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'Secret terms'; Approve-MeecoShare $share -Force -Session $bob").Succeeded();

        shell.Run("""
            Get-MeecoEvent share_* | Where-Object ShareId -eq $share.Id | ForEach-Object {
                "$($_.Type) $($_.ActorName -eq $alice.UserName) $($_.ActorName -eq 'Bob') $($_.UserName) $($_.ItemId -eq $share.ItemId)"
            }
            """).Succeeded().Lines.Should().Equal("share_accepted False True Bob True", "share_created True False Bob True");
        shell.Run("""
            $event = Get-MeecoEvent share_created -Session $bob | Where-Object ShareId -eq $share.Id
            $event.ActorName, $event.UserName, ($event | Get-MeecoItem -Session $bob).Label, ($event | Get-MeecoShare -Session $bob).Terms
            """).Succeeded().Lines.Should().Equal("Alice", "Alice", label, "Secret terms");
        shell.Run("foreach ($event in Get-MeecoEvent) { foreach ($property in $event.psobject.Properties) { $property.Value } }").Succeeded()
            .Transcript.Should().NotContain("Secret terms").And.NotContain("NotACatDefsACar");
    }

    [Fact]
    public void Events_are_limited_by_number_time_and_type()
    {
        using var shell = story.As("carlos");
        var label = shell.NewItem("One");
        shell.Run($"Set-MeecoItem '{label}' -Slot @{{ plate = 'x' }} -WarningAction SilentlyContinue; Remove-MeecoItem '{label}' -Confirm:$false").Succeeded();

        shell.Run($"(Get-MeecoEvent | Where-Object ItemLabel -eq '{label}' | ForEach-Object Type) -join ','").Lines
            .Should().Equal("item_deleted,item_updated,item_created");
        shell.Run("@(Get-MeecoEvent -First 2).Count; @(Get-MeecoEvent item_* -First 2).Count").Lines.Should().Equal("2", "2");
        shell.Run($"(Get-MeecoEvent item_created, *_deleted | Where-Object ItemLabel -eq '{label}' | ForEach-Object Type) -join ','").Lines
            .Should().Equal("item_deleted,item_created");
        shell.Run("@(Get-MeecoEvent -Since ([DateTimeOffset]::UtcNow.AddDays(1))).Count; @(Get-MeecoEvent -Since 2020-01-01 -First 1).Count")
            .Succeeded().Lines.Should().Equal("0", "1");
        shell.Run("Get-MeecoEvent nothing_like_it").Succeeded().Output.Should().BeEmpty();
        shell.With("line", "Get-MeecoEvent -Type share_acc")
            .Run("(TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText").Lines.Should().Equal("share_accepted");
    }

    [Fact]
    public void Without_a_session_nothing_is_told()
    {
        using var shell = new HostedShell();

        shell.Run("Get-MeecoEvent").ErrorIds.Should().Equal("NotConnected");
    }
}
