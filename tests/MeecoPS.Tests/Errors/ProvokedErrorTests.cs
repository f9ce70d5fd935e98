using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Errors;

/// <summary>Errors that a user gets in the shell, and that no test of the command itself is about.</summary>
[Collection<OneOrganization>]
public sealed class ProvokedErrorTests(Story story, OrganizationStage stage)
{
    [Fact]
    public void A_task_that_is_done_stays_done()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Done");
        shell.Run($$"""
            $null = New-MeecoShare '{{label}}' $aliceToBob
            Set-MeecoItem '{{label}}' @{ plate = 'NEW' } -WarningAction SilentlyContinue
            $done = Invoke-MeecoClientTaskBatch
            """).Succeeded();

        shell.Run("$done | Set-MeecoClientTask -State Todo").ErrorIds.Distinct().Should().Equal("ClientTaskTransitionNotAllowed");
    }

    [Fact]
    public void A_share_is_answered_by_its_recipient_alone()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Answered");
        shell.Run($"$share = New-MeecoShare '{label}' $aliceToBob -Terms 'Yours to answer.'").Succeeded();

        foreach (var answer in new[] { "Approve", "Deny" })
        {
            var error = shell.Run($"$share | {answer}-MeecoShare -Force").Errors.Single();
            error.FullyQualifiedErrorId.Should().StartWith("ShareNotFound,");
            error.ErrorDetails.RecommendedAction.Should().Contain("-Direction Incoming");
        }
    }

    [Fact]
    public void Nobody_accepts_his_own_invitation()
    {
        using var shell = story.As("alice");

        shell.Run("$invitation = New-MeecoInvitation Myself; $invitation | Approve-MeecoInvitation -Name Me").ErrorIds.Should().Equal("RecipientNotAllowed");
        shell.Run("$invitation | Remove-MeecoInvitation -Confirm:$false").Succeeded();
    }

    [Fact]
    public void An_on_share_ends_no_later_than_the_share_it_comes_from()
    {
        using var shell = story.As("bob");
        var label = $"Lent {Guid.NewGuid():N}";
        shell.Run($"$null = New-MeecoItem custom '{label}' @{{ a = 'b' }} -Session $alice | New-MeecoShare -Connection $aliceToBob -OnShare -ExpiresAt ([datetime]::UtcNow.AddDays(2)) -Session $alice").Succeeded();

        shell.Run($"New-MeecoShare '{label}' $bobToCarlos -ExpiresAt ([datetime]::UtcNow.AddDays(3))").ErrorIds.Should().Equal("ShareExpiresTooLate");
    }

    [Fact]
    public void An_invitation_that_binds_needs_the_command_that_says_so()
    {
        using var shell = story.As("carlos");

        shell.Run("$invitation = New-MeecoDelegationInvitation Carlos -Session $alice; Approve-MeecoInvitation $invitation.Token")
            .ErrorIds.Should().Equal("InvitationHasGraveEffects");
        shell.Run("$invitation | Remove-MeecoDelegationInvitation -Confirm:$false -Session $alice").Succeeded();
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        using var shell = story.As("alice");

        shell.Run("New-MeecoItem custom Broken @{ note = [string] [char] 0xD83D }").ErrorIds.Should().Equal("TextNotEncodable");
    }

    [Fact]
    public void Vault_and_keystore_that_do_not_belong_together_register_nobody()
    {
        using var shell = story.As("alice");
        shell.Run("$other = Start-MeecoServer; Set-MeecoEnvironment -VaultUrl $environment.VaultUrl -KeystoreUrl $other.KeystoreUrl").Succeeded();

        shell.Run("New-MeecoUser -Passphrase $passphrase").ErrorIds.Should().Equal("AdmissionTokenInvalid");
        shell.Run("Stop-MeecoServer $other").Succeeded();
    }

    [Fact]
    public void A_thumbnail_that_gave_way_is_gone()
    {
        using var folder = new Support.TemporaryFolder();
        using var shell = story.As("alice");
        var label = shell.NewItem("Pictures");
        File.WriteAllText(Path.Combine(folder.Path, "small.png"), "not really a picture");
        shell.With("folder", folder.Path).Run($$"""
            $file = Add-MeecoAttachment '{{label}}' "$folder/small.png"
            $thumbnail = $file | Add-MeecoThumbnail -Path "$folder/small.png" -Size 128x128/png
            $null = $file | Add-MeecoThumbnail -Path "$folder/small.png" -Size 128x128/png
            """).Succeeded();

        shell.Run("$thumbnail | Save-MeecoThumbnail -Destination \"$folder/saved.png\"").ErrorIds.Should().Equal("ThumbnailNotFound");
    }

    [Fact]
    public void A_name_that_fits_several_is_answered_with_their_ids()
    {
        using var shell = stage.As("alice");
        shell.Run("""
            $twins = 1..2 | ForEach-Object { New-MeecoOrganizationService $organization Twin }
            $dora, $emil = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -Environment $environment -WarningAction SilentlyContinue }
            foreach ($delegate in $dora, $emil) {
                $invitation = New-MeecoDelegationInvitation Double -Session $alice
                $null = Approve-MeecoDelegationInvitation $invitation.Token -Force -Session $delegate
            }
            Set-MeecoSession $alice
            """).Succeeded();

        var service = shell.Run("Get-MeecoOrganizationService $organization Twin");
        var delegation = shell.Run("Get-MeecoDelegation Double");

        service.ErrorIds.Should().Equal("OrganizationServiceNameAmbiguous");
        service.Errors[0].ToString().Should().ContainAll(shell.Run("$twins.Id").Lines);
        delegation.ErrorIds.Should().Equal("DelegationNameAmbiguous");
        shell.Run("$twins | Remove-MeecoOrganizationService -Confirm:$false; Get-MeecoConnection -Name Double | Remove-MeecoConnection -Confirm:$false").Succeeded();
    }
}
