using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Delegation and child users, with users of their own: the others' queues stay as they are.</summary>
public sealed class DelegationTests(Story story)
{
    private const string TwoUsers = """
        $dora = New-MeecoUser -Passphrase $passphrase -Environment $environment
        $emil = New-MeecoUser -Passphrase $passphrase -Environment $environment
        """;

    [Fact]
    public void A_delegate_does_what_his_role_allows_until_the_delegation_ends()
    {
        var person = new ScriptedUser();
        person.Choices.Add("No");
        person.Choices.Add("Yes");
        using var shell = story.As("alice", person);
        shell.Run(TwoUsers).Succeeded();

        var setUp = shell.Run("""
            $invitation = New-MeecoDelegationInvitation Emil Reader -Session $dora
            New-MeecoDelegationInvitation Nobody -WhatIf -Session $dora
            @(Get-MeecoDelegationInvitation -Outgoing -Session $dora).Count
            Approve-MeecoDelegationInvitation $invitation.Token Dora -WhatIf -Session $emil
            Approve-MeecoDelegationInvitation $invitation.Token Dora -Session $emil
            $delegation = Approve-MeecoDelegationInvitation $invitation.Token Dora -Session $emil
            $delegation.State
            "$delegation"
            Grant-MeecoDelegation Emil -WhatIf -Session $dora
            (Get-MeecoDelegation Emil -Session $dora).State
            (Grant-MeecoDelegation Emil -PassThru -Confirm:$false -Session $dora).State
            Confirm-MeecoDelegation Dora -WhatIf -Session $emil
            (Confirm-MeecoDelegation Dora -PassThru -Session $emil).State
            """).Succeeded();

        setUp.Lines.Should().Equal("1", "Claimed", "Reader for Dora", "Claimed", "KeyShared", "Ready");
        person.Shown.Should().Contain("as Reader").And.Contain("read everything and change nothing");
        setUp.Transcript.Should().NotContain(shell.Run("$invitation.Token").Lines.Single());

        var reading = shell.Run("""
            $null = New-MeecoItem custom Diary @{ page = 'Dear diary' } -Session $dora
            $gift = New-MeecoItem custom Gift @{ note = 'For Dora' } -Session $emil
            $null = New-MeecoShare $gift -Connection Dora -Session $emil
            $forDora = Connect-MeecoDelegation Dora -Session $emil
            $forDora.Kind, $forDora.DelegationRole, $forDora.ActsFor
            [object]::ReferenceEquals($forDora, (Get-MeecoSession -Current))
            (Get-MeecoUser).Id -eq $dora.UserId
            (Get-MeecoItem Diary)['page']
            (Get-MeecoItem Gift)['note']
            """).Succeeded();
        reading.Lines.Should().Equal("Delegate", "Reader", "Dora", "True", "True", "Dear diary", "For Dora");

        shell.Run("New-MeecoItem custom Note @{ text = 'x' }").ErrorIds.Should().Equal("DelegationReadOnly");
        shell.Run("Invoke-MeecoClientTaskBatch").ErrorIds.Should().Equal("DelegationReadOnly");

        var writing = shell.Run("""
            (Set-MeecoDelegation Emil Admin -PassThru -Session $dora).Role
            $null = New-MeecoItem custom Note @{ text = 'by Emil' }
            (Get-MeecoItem Note -Session $dora)['text']
            Set-MeecoItem Diary @{ page = 'Dear Emil' } -WarningAction SilentlyContinue
            (Get-MeecoItem Diary -Session $dora)['page']
            """).Succeeded();
        writing.Lines.Should().Equal("Admin", "by Emil", "Dear Emil");

        var ending = shell.Run("""
            Remove-MeecoDelegation Emil -WhatIf -Session $dora
            Remove-MeecoDelegation Emil -Confirm:$false -Session $dora
            Get-MeecoItem Diary
            Connect-MeecoDelegation Dora -Session $emil
            """);
        ending.ErrorIds.Should().Equal("DelegationNotGranted", "DelegationNotFound");
        shell.Run("Disconnect-Meeco $forDora; (Get-MeecoUser -Session $emil).Id -eq $emil.UserId").Succeeded().Lines.Should().Equal("True");
    }

    [Fact]
    public void A_connected_user_is_invited_answers_and_the_batches_set_it_up()
    {
        using var shell = story.As("alice");
        shell.Run(TwoUsers).Succeeded();
        shell.Run("$null = New-MeecoConnection -From $dora -To $emil -FromName Dora -ToName Emil").Succeeded();

        var invited = shell.Run("""
            $first = New-MeecoDelegationInvitation -Connection Emil -Role Owner -Session $dora
            (Invoke-MeecoClientTaskBatch -Session $emil).ErrorId
            (Get-MeecoDelegationInvitation -Incoming -State New -Session $emil).Name
            Deny-MeecoDelegationInvitation $first -WhatIf -Session $emil
            (Deny-MeecoDelegationInvitation $first -PassThru -Session $emil).State
            $second = Get-MeecoConnection Emil -Session $dora | New-MeecoDelegationInvitation -Role Admin -Session $dora
            Remove-MeecoDelegationInvitation $second -WhatIf -Session $dora
            Remove-MeecoDelegationInvitation $second.Id -Confirm:$false -Session $dora
            (Get-MeecoDelegationInvitation $second -Session $dora).State
            """).Succeeded();
        invited.Lines.Should().Equal("AnswerRequired", "Dora", "Rejected", "Removed");

        var refused = shell.Run("""
            $third = New-MeecoDelegationInvitation -Connection Emil -Session $dora
            Approve-MeecoDelegationInvitation $third -Session $emil
            Approve-MeecoDelegationInvitation $second -Force -Session $emil
            Grant-MeecoDelegation Emil -Confirm:$false -Session $dora
            Get-MeecoDelegationInvitation 'no such token' -Session $dora
            Connect-MeecoDelegation Nobody -Session $emil
            """);
        refused.ErrorIds.Should().Equal(
            "ConsentRequired", "DelegationInvitationNotNew", "DelegationNotFound", "DelegationInvitationNotFound", "DelegationNotFound");

        var setUp = shell.Run("""
            $null = Approve-MeecoDelegationInvitation $third -Force -Session $emil
            (Invoke-MeecoClientTaskBatch -Session $dora).WorkType
            (Invoke-MeecoClientTaskBatch -Session $emil).WorkType
            Get-MeecoDelegation -Direction GrantedToOther -Session $dora | ForEach-Object { "$_ $($_.State)" }
            """).Succeeded();
        setUp.Lines.Should().Equal("setup_key_delegation", "reencrypt_account_owner_kek", "Emil as Reader Ready");
    }

    [Fact]
    public void An_invitation_with_a_token_is_declined_by_whoever_was_given_it()
    {
        using var shell = story.As("alice");

        shell.Run("""
            $handedOver = New-MeecoDelegationInvitation Dora -Session $alice
            Deny-MeecoDelegationInvitation $handedOver.Token -WhatIf -Session $bob
            (Get-MeecoDelegationInvitation $handedOver.Token -Session $bob | Deny-MeecoDelegationInvitation -PassThru -Session $bob).State
            (Get-MeecoDelegationInvitation $handedOver -Session $alice).State
            """).Succeeded().Lines.Should().Equal("Rejected", "Rejected");
        shell.Run("Approve-MeecoDelegationInvitation $handedOver.Token -Force -Session $bob; Deny-MeecoDelegationInvitation 'no such' -Session $bob")
            .ErrorIds.Should().Equal("DelegationInvitationNotFound", "DelegationInvitationNotFound");
    }

    [Fact]
    public void A_child_user_is_used_by_its_parent()
    {
        using var shell = story.As("alice");
        shell.Run("$dora = New-MeecoUser -Passphrase $passphrase -Environment $environment").Succeeded();

        var run = shell.Run("""
            New-MeecoChildUser Ghost -WhatIf
            @(Get-MeecoDelegation).Count
            $child = New-MeecoChildUser Bart
            "$child"
            $bart = $child | Connect-MeecoDelegation
            "$bart" -like "$($dora.UserName) for Bart at *"
            $null = New-MeecoItem custom Diary @{ page = 'First' }
            (Get-MeecoItem Diary)['page']
            Set-MeecoSession $dora
            @(Get-MeecoItem -Own).Count
            Remove-MeecoDelegation $child -Confirm:$false
            """);

        run.Lines.Should().Equal("0", "Owner for Bart", "True", "First", "0");
        run.ErrorIds.Should().Equal("LastDelegationOfChild");
    }
}
