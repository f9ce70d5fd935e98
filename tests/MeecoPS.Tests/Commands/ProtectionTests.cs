using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Received items under their recipient's own key.</summary>
public sealed class ProtectionTests(Story story)
{
    [Fact]
    public void A_protected_item_is_read_verified_shared_on_and_updated_as_before()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Kept");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -OnShare; Set-MeecoSession $bob").Succeeded();

        var run = shell.Run($"Protect-MeecoItem '{label}'").Succeeded();

        run.Output.Should().BeEmpty();
        run.Warnings.Should().ContainSingle().Which.Should().Contain("2020");
        shell.Run($"(Get-MeecoItem '{label}').Slots | ForEach-Object {{ \"$($_.Value) $($_.Verification)\" }}").Succeeded()
            .Lines.Should().BeEquivalentTo("NotACatDefsACar Verified", "something Verified");
        shell.Run($"$null = New-MeecoShare '{label}' $bobToCarlos; (Get-MeecoItem '{label}' -Session $carlos).Slots[0].Verification").Succeeded()
            .Lines.Should().Equal("Verified");
        shell.Run($$"""
            $null = Set-MeecoItem '{{label}}' -Slot @{ plate = 'OUTATIME' } -Session $alice -WarningAction SilentlyContinue
            $null = Invoke-MeecoClientTaskBatch -Session $alice
            (Get-MeecoItem '{{label}}')['plate']; (Get-MeecoItem '{{label}}' -Session $carlos)['plate']
            (Get-MeecoShare $share | Protect-MeecoItem -PassThru -WarningAction SilentlyContinue)['plate']
            """).Succeeded().Lines.Should().Equal("OUTATIME", "OUTATIME", "OUTATIME");
    }

    [Fact]
    public void What_cannot_be_protected_is_an_error_about_that_item_alone()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Own");
        var received = shell.NewItem("Received");
        var waiting = shell.NewItem("Waiting");
        shell.Run($"$null = New-MeecoShare '{received}' $aliceToBob; $null = New-MeecoShare '{waiting}' $aliceToBob -Terms 'Sign.'; Set-MeecoSession $bob; $own = New-MeecoItem custom '{label}'").Succeeded();

        var run = shell.Run($"Protect-MeecoItem $own, '{received}', '{waiting}', '{Guid.NewGuid()}' -PassThru -WarningAction SilentlyContinue | ForEach-Object Label");

        run.Lines.Should().Equal(received);
        run.ErrorIds.Should().BeEquivalentTo("ItemNotReceived", "ShareNotAccepted", "ItemNotFound");
        run.Errors.Should().Contain(error => error.ErrorDetails.RecommendedAction.Contains("Approve-MeecoShare", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_protects_nothing()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Asked");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob; Set-MeecoSession $bob").Succeeded();

        shell.Run($"Protect-MeecoItem '{label}' -PassThru -WhatIf -WarningAction SilentlyContinue | ForEach-Object Label").Succeeded().Lines.Should().Equal(label);

        shell.Run($"@(Get-MeecoEvent item_encrypted | Where-Object ItemLabel -eq '{label}').Count").Lines.Should().Equal("0");
    }
}
