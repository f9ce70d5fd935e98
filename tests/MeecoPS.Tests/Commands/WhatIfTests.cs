using System.Management.Automation;
using System.Reflection;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Layers;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary><c>-WhatIf -PassThru</c> hands on what would be, and sends nothing but what reads.</summary>
[Collection<OneOrganization>]
public sealed class WhatIfTests(OrganizationStage stage)
{
    // Each with what is to be seen of the result.
    private static readonly (string Command, string Shown, string Value)[] Commands =
    [
        ("Approve-MeecoShare $share -Session $there", "AcceptanceStatus", "Accepted"),
        ("Confirm-MeecoDelegation Alice -Session $emil", "State", "Ready"),
        ("Deny-MeecoDelegationInvitation $delegation -Session $there", "State", "Rejected"),
        ("Deny-MeecoInvitation $invitation.Token -Session $there", "State", "Rejected"),
        ("Deny-MeecoShare $share -Session $there", "AcceptanceStatus", "Rejected"),
        ("Export-MeecoSession $folder/session", "Name", "session"),
        ("$item | Export-MeecoYaml $folder/item.yaml", "Name", "item.yaml"),
        ("Grant-MeecoDelegation Dora", "State", "KeyShared"),
        ("Protect-MeecoItem $received -Session $there", "Label", "Taken as it is"),
        ("Save-MeecoAttachment $file $folder/saved/", "Name", "file.png"),
        ("Save-MeecoThumbnail $thumbnail $folder/picture.png", "Name", "picture.png"),
        ("Set-MeecoClientTask $task Done", "State", "Done"),
        ("Set-MeecoDelegation Dora Reader", "Role", "Reader"),
        ("Set-MeecoEnvironment http://localhost:1/vault http://localhost:1/keystore", "VaultUrl", "http://localhost:1/vault"),
        ("Set-MeecoItem $item @{ a = 'c' }", "Item('a')", "c"),
        ("Set-MeecoOrganization $organization -Email a@example.com", "Email", "a@example.com"),
        ("Set-MeecoOrganizationMember $organization $alice.UserId Admin", "Role", "Admin"),
        ("Set-MeecoOrganizationService $organization $service -Contract none", "Contract", "none"),
        ("Set-MeecoSession $there", "UserName", ""),
        ("Set-MeecoShare $share -SharingMode Anyone", "SharingMode", "Anyone"),
        ("Stop-MeecoServer $server", "State", "Running"),
        ("Update-MeecoShare $item", "ItemId", ""),
    ];

    [Fact]
    public void Every_command_that_changes_something_and_hands_on_is_tried_here() => BuiltAssemblies.Load("MeecoPS").GetExportedTypes()
        .Where(type => type.GetProperty("PassThru") is not null && type.GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: true })
        .Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
        .Should().BeEquivalentTo(Commands.Select(each => each.Command.Split("$item | ")[^1].Split(' ')[0]));

    [Fact]
    public void What_would_be_is_handed_on_and_nothing_is_changed()
    {
        using var folder = new TemporaryFolder();
        using var shell = stage.As("alice");
        using var door = new Door(((Uri)shell.Run("$server.Url").Single.BaseObject).Port);
        File.WriteAllText(Path.Combine(folder.Path, "file.png"), "not really a picture");
        shell.With("address", door.Address).With("folder", folder.Path).Run("""
            $WarningPreference = 'SilentlyContinue'
            Set-MeecoEnvironment "${address}vault" "${address}keystore"
            $bobSecret = Get-MeecoAccountSecret -Session $bob
            $there = Connect-Meeco -Secret $bobSecret -Passphrase $passphrase
            $dora, $emil = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase }
            $here = Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase
            foreach ($delegate in @{ Name = 'Dora'; Session = $dora }, @{ Name = 'Emil'; Session = $emil }) {
                $token = (New-MeecoDelegationInvitation $delegate.Name).Token
                $null = Approve-MeecoDelegationInvitation $token -Name Alice -Force -Session $delegate.Session
            }
            Grant-MeecoDelegation Emil -Confirm:$false
            $delegation, $invitation = (New-MeecoDelegationInvitation Bob), (New-MeecoInvitation Bob)
            $item = New-MeecoItem custom Foreseen @{ a = 'b'; gone = 'soon' }
            $share = New-MeecoShare $item $aliceToBob -Terms 'None to speak of.'
            $accepted = New-MeecoItem custom 'Taken as it is' @{ a = 'b' }
            $file = Add-MeecoAttachment $accepted "$folder/file.png"
            $thumbnail = Add-MeecoThumbnail $file "$folder/file.png" 128x128/png
            $null = New-MeecoShare $accepted $aliceToBob
            $received = Get-MeecoItem 'Taken as it is' -Session $there
            $null = Set-MeecoItem $accepted @{ a = 'c' }
            $task = Get-MeecoClientTask Todo -First 1
            """).Succeeded();

        foreach (var (command, shown, value) in Commands)
        {
            door.ForgetRequests();
            var run = shell.Run($"$before = Get-MeecoEnvironment; {command} -WhatIf -PassThru").Succeeded();

            run.Output.Should().NotBeEmpty(command).And.OnlyContain(one => one != null, command);
            shell.With("would", run.Output[0]).Run($"\"$($would.{shown})\"").Lines.Single().Should().EndWith(value, command);
            door.Requests.Should().OnlyContain(line => line.StartsWith("GET ", StringComparison.Ordinal), command);
        }

        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Should().Equal("file.png");
        shell.Run("(Get-MeecoEnvironment).VaultUrl -eq $before.VaultUrl; (Get-MeecoSession -Current) -eq $here; (Get-MeecoItem $item.Id)['a']; $server.State")
            .Succeeded().Lines.Should().Equal("True", "True", "b", "Running");
    }

    [Fact]
    public void An_item_is_foreseen_as_the_vault_would_change_it()
    {
        using var shell = stage.As("alice");

        var run = shell.Run("""
            $item = New-MeecoItem custom Foreseen ([ordered]@{ a = 'b'; keep = 'k' }) -Classification old
            function Show($one) {
                $one.Label
                ($one.Slots | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ' '
                ($one.Classifications | ForEach-Object { "$_" }) -join ' '
            }
            $change = @{ Slot = [ordered]@{ A = 'c'; keep = $null; more = @{ Label = 'More'; Value = 'm' } }; Label = 'Then'; Classification = 'new'; RemoveClassification = 'old' }
            Show ($item | Set-MeecoItem @change -PassThru -WhatIf)
            Show ($item | Set-MeecoItem @change -PassThru)
            """).Succeeded().Lines.ToList();

        run.Take(3).Should().Equal(run.Skip(3));
        run.Take(2).Should().Equal("Then", "a=c keep= more=m");
    }

    [Fact]
    public void What_would_fail_for_want_of_the_object_fails()
    {
        using var shell = stage.As("alice");

        shell.Run("[guid]::NewGuid() | Set-MeecoItem -Label None -WhatIf -PassThru; Set-MeecoItem -Item None -WhatIf -PassThru").ErrorIds
            .Should().Equal("ItemNotFound", "NothingToChange");
        shell.Run("$WhatIfPreference = $true; (Set-MeecoItem -Item (New-MeecoItem custom Real -WhatIf:$false) -Label Unreal -PassThru).Label; Set-MeecoShare ([guid]::NewGuid()) -SharingMode Owner")
            .Succeeded().Lines.Should().Equal("Unreal");
    }
}
