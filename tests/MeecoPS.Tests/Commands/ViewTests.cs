using System.Text.RegularExpressions;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>What a person sees, on a screen of 100 columns.</summary>
public sealed partial class ViewTests(Story story)
{
    [Theory]
    [InlineData("$server", "Url")]
    [InlineData("$environment", "KeystoreUrl")]
    [InlineData("$alice", "UserName")]
    [InlineData("Get-MeecoUser", "UserName")]
    [InlineData("Get-MeecoItemTemplate", "licence_plate")]
    [InlineData("(Get-MeecoItemTemplate vehicle).Slots", "licence_plate")]
    [InlineData("New-MeecoItem vehicle 'A label that is longer than the column which is made for it'", "Own")]
    [InlineData("(New-MeecoItem vehicle Viewed -Slot @{ licence_plate = 'NOTACAT' }).Slots", "NOTACAT")]
    [InlineData("New-MeecoInvitation 'Somebody whose name is longer than the column'", "New")]
    [InlineData("New-MeecoDelegationInvitation 'A delegate whose name is longer than the column'", "Reader")]
    [InlineData("Get-MeecoConnection", "Bob")]
    [InlineData("$null = New-MeecoItem vehicle Told; Get-MeecoEvent item_created -First 5", "item_created")]
    [InlineData("New-MeecoItem vehicle ViewedShare | New-MeecoShare -Connection Bob -Terms 'Terms that are much longer than their column'", "column")]
    public void A_listing_fits_the_screen_and_shows_what_is_looked_for(string command, string sought)
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);

        shell.Run($"{command} | Out-Default").Succeeded();

        var lines = Colours().Replace(person.Shown, string.Empty).ReplaceLineEndings("\n").Split('\n');
        lines.Should().OnlyContain(line => line.Length <= 100);
        person.Shown.Should().Contain(sought).And.Contain("---", "it is a table");
    }

    [Fact]
    public void The_slot_view_hides_what_its_type_says_should_be_hidden()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);

        shell.Run("(New-MeecoItem custom Login -Slot @{ code = @{ Type = 'password'; Value = 'hunter2' } }).Slots | Out-Default").Succeeded();

        person.Shown.Should().Contain("code").And.NotContain("hunter2");
    }

    [Fact]
    public void The_invitation_view_does_not_show_the_token()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);

        shell.Run("$invitation = New-MeecoInvitation Viewed; $invitation | Out-Default").Succeeded();

        person.Shown.Should().Contain("Viewed").And.NotContain(shell.Run("$invitation.Token").Lines.Single());
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
