using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Invitations in two steps, with prepared shares, and without anybody's consent.</summary>
public sealed class InvitationTests(Story story)
{
    [Fact]
    public void A_multistep_invitation_is_accepted_and_confirmed_and_then_connects()
    {
        using var shell = story.As("alice");
        shell.Run("$dana = New-MeecoUser -Passphrase $passphrase -Environment $environment; Set-MeecoSession $alice").Succeeded();

        var run = shell.Run("""
            $invitation = New-MeecoInvitation -Multistep -Data @{ greeting = 'hello' }
            $seen = Get-MeecoInvitation $invitation.Token -Session $dana
            $seen.Multistep, $seen.ConnectionType, $seen.SenderData['greeting']
            ($invitation | Approve-MeecoInvitation -Session $dana -Name Alice -Introduction 'Dana of Two Steps' -WhatIf)
            ($invitation | Approve-MeecoInvitation -Session $dana -Name Alice -Introduction 'Dana of Two Steps').State
            @(Get-MeecoConnection -Name 'Dana of Two Steps').Count
            $accepted = Get-MeecoInvitation -State Accepted | Where-Object Id -eq $invitation.Id | Get-MeecoInvitation
            $accepted.RecipientName, ($accepted.InvitedUserId -eq $dana.UserId)
            $accepted | Confirm-MeecoInvitation -WhatIf
            ($accepted | Confirm-MeecoInvitation -Confirm:$false).Name
            (Get-MeecoInvitation $invitation).State
            """).Succeeded();

        run.Lines.Should().Equal("True", "Plain", "hello", "Accepted", "0", "Dana of Two Steps", "True", "Dana of Two Steps", "Connected");
        run.Transcript.Should().NotContain(shell.Run("$invitation.Token").Lines.Single());
    }

    [Fact]
    public void Prepared_shares_ask_for_the_passphrase_on_both_sides_and_a_wrong_one_connects_nobody()
    {
        using var sender = story.As("alice", new ScriptedUser { Secrets = { "open sesame", "open sesame" } });
        sender.Run("""
            $item = New-MeecoItem custom 'Prepared' -Slot @{ note = 'for whoever comes' }
            $invitation = New-MeecoInvitation -Name 'Dana the Heir' -ShareIntent $item -Terms 'Keep it'
            """).Succeeded();
        var person = new ScriptedUser { Secrets = { "open barley", "open sesame" } };
        using var receiver = story.As("carlos", person);
        receiver.Run("New-MeecoUser -Passphrase $passphrase -Environment $environment").Succeeded();
        receiver.With("invitation", sender.Run("$invitation").Single);

        var run = receiver.Run("""
            (Get-MeecoInvitation $invitation.Token).PreparedShares | ForEach-Object { "$($_.ItemLabel): $($_.Terms)" }
            $invitation | Approve-MeecoInvitation -Name 'Alice the Giver'
            @(Get-MeecoConnection -Name 'Alice the Giver').Count
            $connection = $invitation | Approve-MeecoInvitation -Name 'Alice the Giver' -AcceptShare
            @($connection.CreatedShareIds).Count
            (Get-MeecoItem Prepared)['note']
            """);

        run.ErrorIds.Should().Equal("PassphraseWrong");
        run.Lines.Should().Equal("Prepared: Keep it", "0", "1", "for whoever comes");
        person.Shown.Should().NotContain("sesame");
        run.Transcript.Should().NotContain("sesame");
    }

    [Fact]
    public void A_host_that_cannot_ask_needs_the_passphrase_and_the_multistep_workflow_takes_none()
    {
        using var shell = story.As("alice");
        shell.Run("$item = New-MeecoItem custom 'Locked'").Succeeded();

        shell.Run("New-MeecoInvitation -ShareIntent $item").ErrorIds.Should().Equal("SecretRequired");
        shell.Run("New-MeecoInvitation -ShareIntent $item -Multistep -Passphrase $passphrase").ErrorIds.Should().Equal("PassphraseNotNeeded");
        shell.Run("New-MeecoInvitation -Name Ghostly -ShareIntent 'no such item' -Passphrase $passphrase").ErrorIds.Should().Equal("ItemNotFound");
        shell.Run("New-MeecoInvitation -Name Ghostly -ShareIntent $item -Passphrase $passphrase -WhatIf").Succeeded().Output.Should().BeEmpty();
        shell.Run("@(Get-MeecoInvitation | Where-Object Name -eq Ghostly).Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void An_item_that_is_gone_is_a_warning_and_the_two_are_connected()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $item = New-MeecoItem custom 'Short-lived'
            $invitation = New-MeecoInvitation -ShareIntent $item -Passphrase $passphrase
            Remove-MeecoItem $item -Confirm:$false
            $connection = Approve-MeecoInvitation $invitation.Token -Passphrase $passphrase -Session $bob
            $connection.ExistedAlready
            """).Succeeded();

        run.Lines.Should().Equal("True");
        run.Warnings.Should().ContainSingle().Which.Should().Contain("Short-lived").And.Contain("not_found");
    }

    [Fact]
    public void Invitations_are_denied_by_either_side()
    {
        using var shell = story.As("alice");
        shell.Run("$dana = New-MeecoUser -Passphrase $passphrase -Environment $environment; Set-MeecoSession $alice").Succeeded();

        var run = shell.Run("""
            $first = New-MeecoInvitation -Name Denied
            $second = New-MeecoInvitation -Name Denied -Multistep
            Deny-MeecoInvitation -Token $first.Token -Session $dana -WhatIf
            (Get-MeecoInvitation $first).State
            (Get-MeecoInvitation $first.Token -Session $dana | Deny-MeecoInvitation -Session $dana -PassThru).State
            $null = Approve-MeecoInvitation $second.Token -Session $dana
            ($second | Deny-MeecoInvitation -PassThru).State
            Approve-MeecoInvitation $first.Token -Session $dana
            Confirm-MeecoInvitation $second -Confirm:$false
            """);

        run.Lines.Should().Equal("New", "Rejected", "Cancelled");
        run.ErrorIds.Should().Equal("InvitationNotFound", "InvitationNotAccepted");
    }
}
