using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Invitations and connections.</summary>
public sealed class ConnectionTests(Story story)
{
    [Fact]
    public void A_connection_is_listed_on_both_sides_under_each_ones_own_name()
    {
        using var shell = story.As("alice");

        shell.Run("(Get-MeecoConnection Bob).UserId -eq $bob.UserId; (Get-MeecoConnection Alice -Session $bob).UserId -eq $alice.UserId")
            .Succeeded().Lines.Should().Equal("True", "True");
        shell.Run("Get-MeecoConnection -Name b* | ForEach-Object Name").Lines.Should().Equal("Bob");
        shell.Run("Get-MeecoConnection ([guid]$aliceToBob.Id) | ForEach-Object Name").Lines.Should().Equal("Bob");
    }

    [Fact]
    public void Who_is_connected_already_gets_that_connection()
    {
        using var shell = story.As("alice");

        shell.Run("$again = New-MeecoConnection -From $alice -To $bob -ToName Bob; $again.ExistedAlready; $again.Id -eq $aliceToBob.Id")
            .Succeeded().Lines.Should().Equal("True", "True");
    }

    [Fact]
    public void An_invitation_becomes_a_connection_by_its_token_and_ends_with_its_removal()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $invitation = New-MeecoInvitation -Name Carlos
            (Get-MeecoInvitation -State New | Where-Object Id -eq $invitation.Id).Name
            (Get-MeecoInvitation $invitation.Id).Token -eq $invitation.Token
            $connection = $invitation | Approve-MeecoInvitation -Session $carlos -Name 'Alice of old'
            $connection.Name
            (Get-MeecoConnection Carlos).UserId -eq $carlos.UserId
            Remove-MeecoConnection Carlos -WhatIf
            @(Get-MeecoConnection -Name Carlos).Count
            Remove-MeecoConnection Carlos -Confirm:$false
            @(Get-MeecoConnection -Name Carlos).Count, @(Get-MeecoConnection -Name 'Alice of old' -Session $carlos).Count
            """).Succeeded();

        run.Lines.Should().Equal("Carlos", "True", "Alice of old", "True", "1", "0", "0");
        run.Transcript.Should().NotContain(shell.Run("$invitation.Token").Lines.Single());
    }

    [Fact]
    public void An_invitation_that_was_taken_back_connects_nobody()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $invitation = New-MeecoInvitation -Name Nobody
            Remove-MeecoInvitation $invitation.Token -WhatIf -Verbose
            (Get-MeecoInvitation $invitation.Id).State
            $invitation | Remove-MeecoInvitation -Confirm:$false
            Approve-MeecoInvitation $invitation.Token -Session $carlos
            Get-MeecoInvitation 'no such token'
            """);

        run.Lines.Should().Equal("New");
        run.ErrorIds.Should().Equal("InvitationNotFound", "InvitationNotFound");
        run.Transcript.Should().NotContain(shell.Run("$invitation.Token").Lines.Single());
    }

    [Fact]
    public void WhatIf_makes_no_invitation_and_no_connection()
    {
        using var shell = story.As("alice");

        shell.Run("New-MeecoInvitation -Name Ghost -WhatIf; New-MeecoConnection -To $carlos -ToName Ghost -WhatIf").Succeeded().Output.Should().BeEmpty();

        shell.Run("@(Get-MeecoInvitation | Where-Object Name -eq Ghost).Count, @(Get-MeecoConnection -Name Ghost).Count").Lines.Should().Equal("0", "0");
    }

    [Fact]
    public void Unknown_connections_and_oneself_are_errors()
    {
        using var shell = story.As("alice");

        shell.Run("Get-MeecoConnection Marty").ErrorIds.Should().Equal("ConnectionNotFound");
        shell.Run("New-MeecoConnection -To $alice").ErrorIds.Should().Equal("SameUser");
        shell.Run("Remove-MeecoConnection Marty -Confirm:$false").ErrorIds.Should().Equal("ConnectionNotFound");
    }
}
