using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>Organizations, their members and services, with one organization that all tests share.</summary>
[Collection<OneOrganization>]
public sealed class OrganizationTests(OrganizationStage stage)
{
    [Fact]
    public void An_organization_is_asked_for_changed_and_taken_back()
    {
        using var shell = stage.As("alice");

        var run = shell.Run("""
            New-MeecoOrganization 'Ghost' -WhatIf
            $asked = New-MeecoOrganization 'Passing Inc.' -Email 'admin@passing.example.com'
            $asked.Status, ($null -ne $asked.KeyPair)
            $asked | Set-MeecoOrganization -Url 'https://passing.example.com' -WhatIf
            (Set-MeecoOrganization 'Passing Inc.' -Url 'https://passing.example.com' -PassThru).Url
            (Get-MeecoOrganization -Mode Requested).Name
            $asked | Remove-MeecoOrganization -WhatIf
            $asked | Remove-MeecoOrganization -Confirm:$false
            @(Get-MeecoOrganization -Mode Requested).Count
            """).Succeeded();

        run.Lines.Should().Equal("Requested", "True", "https://passing.example.com", "Passing Inc.", "0");
        run.Warnings.Should().ContainSingle().Which.Should().Contain("key pair of Passing Inc.");
    }

    [Fact]
    public void Organizations_are_found_by_id_name_and_pattern()
    {
        using var shell = stage.As("alice");

        shell.Run("(Get-MeecoOrganization $organization.Id).Name; (Get-MeecoOrganization 'superdata inc.').Id -eq $organization.Id").Succeeded()
            .Lines.Should().Equal("SuperData Inc.", "True");
        shell.Run("(Get-MeecoOrganization -Name 'Super*' -First 1).Status; (Get-MeecoOrganization -Mode Member).Name").Succeeded()
            .Lines.Should().Equal("Validated", "SuperData Inc.");
        shell.Run("Get-MeecoOrganization 'Nobody Inc.'").ErrorIds.Should().Equal("OrganizationNotFound");
        shell.Run("Set-MeecoOrganization $organization").ErrorIds.Should().Equal("NothingToChange");
        shell.Run("Set-MeecoOrganization $organization -Name Another").ErrorIds.Should().Equal("AlreadyValidated");
        shell.Run("Remove-MeecoOrganization $organization -Confirm:$false").ErrorIds.Should().Equal("AlreadyValidated");
    }

    [Fact]
    public void An_organization_goes_through_the_files_of_the_CLI_with_its_key_pair()
    {
        using var folder = new TemporaryFolder();
        using var shell = stage.As("alice").With("path", Path.Combine(folder.Path, "organization.yaml"));

        var run = shell.Run("""
            $organization | Export-MeecoYaml $path -IncludeSecret -Confirm:$false
            $again = Import-MeecoYaml $path
            $again.KeyPair.PublicKey -eq $organization.KeyPair.PublicKey
            ($again | Connect-MeecoOrganization).Kind
            $asked = "kind: Organization`nspec: {name: By file, email: a@example.com}" | ConvertFrom-MeecoYaml | New-MeecoOrganization
            ($asked | ConvertTo-MeecoYaml).Replace('By file', 'Renamed by file') | ConvertFrom-MeecoYaml |
                Set-MeecoOrganization -PassThru | ForEach-Object { $_.Name, $_.Email }
            $asked | Remove-MeecoOrganization -Confirm:$false
            $member = Get-MeecoOrganizationMember $organization
            $member | ConvertTo-MeecoYaml | ConvertFrom-MeecoYaml | Set-MeecoOrganizationMember -WhatIf
            """).Succeeded();

        run.Lines.Should().Equal("True", "Organization", "Renamed by file", "a@example.com");
        run.Warnings.Should().Contain("Left out as secret: the key pair.");
        File.ReadAllText(Path.Combine(folder.Path, "organization.yaml")).Should().Contain("BEGIN RSA PRIVATE KEY");
    }

    [Fact]
    public void The_agents_session_becomes_current_only_when_it_is_asked_for()
    {
        using var shell = stage.As("alice");

        var run = shell.Run("""
            $agent = $organization | Connect-MeecoOrganization
            $agent.Kind, $agent.UserName, (Get-MeecoSession -Current).Kind
            $again = Connect-MeecoOrganization $organization.Id -KeyPair $organization.KeyPair -MakeCurrent
            (Get-MeecoSession -Current).Kind
            Disconnect-Meeco
            Disconnect-Meeco $agent
            $agent.IsEnded, $alice.IsEnded
            """).Succeeded();

        run.Lines.Should().Equal("Organization", "SuperData Inc.", "User", "Organization", "True", "False");
    }

    [Fact]
    public void Logging_in_needs_the_right_key()
    {
        using var shell = stage.As("alice");

        shell.Run("Connect-MeecoOrganization $organization.Id").ErrorIds.Should().Equal("KeyPairRequired");
        shell.Run("Connect-MeecoOrganization $organization.Id -KeyPair $service.KeyPair").ErrorIds.Should().Equal("DecryptionFailed");
        shell.Run("Connect-MeecoOrganization $organization.Id -PrivateKey $passphrase").ErrorIds.Should().Equal("InvalidPrivateKey");
        shell.Run("Connect-MeecoOrganizationService $organization.Id $service.Id").ErrorIds.Should().Equal("KeyPairRequired");
        shell.Run("Connect-MeecoOrganization $organization -Session $carlos").ErrorIds.Should().Equal("OrganizationNotFound");
    }

    [Fact]
    public void A_member_is_asked_with_what_he_binds_himself_to_and_refusing_changes_nothing()
    {
        var person = new ScriptedUser();
        using var shell = stage.As("bob", person);
        shell.Run("""
            $agent = Connect-MeecoOrganization $organization -Session $alice
            New-MeecoOrganizationInvitation -Session $agent -WhatIf
            $invitation = $agent | New-MeecoOrganizationInvitation -Role Admin
            """).Succeeded();
        person.Choices.Add("No");

        shell.Run("$invitation | Approve-MeecoOrganizationInvitation").Succeeded().Output.Should().BeEmpty();

        person.Shown.Should().Contain("You will be an admin of SuperData Inc.").And.NotContain(shell.Run("$invitation.Token").Lines.Single());
        shell.Run("Approve-MeecoOrganizationInvitation $invitation.Token -WhatIf; @(Get-MeecoOrganizationMember $organization -Session $alice).Count")
            .Lines.Should().Equal("1");
        var joined = shell.Run("""
            (Approve-MeecoOrganizationInvitation $invitation.Token -Force).Name
            $member = Get-MeecoOrganizationMember $organization $bob.UserId -Session $alice
            $member.Role
            $member | Set-MeecoOrganizationMember -Role Owner -Session $alice -WhatIf
            ($member | Set-MeecoOrganizationMember -Role Owner -Session $alice -PassThru).Role
            (Get-MeecoOrganizationMember $organization | Where-Object UserId -eq $bob.UserId).Role
            Remove-MeecoOrganizationMember $organization $bob.UserId -Session $alice -WhatIf
            Remove-MeecoOrganizationMember $organization $bob.UserId -Session $alice -Confirm:$false
            @(Get-MeecoOrganizationMember 'SuperData Inc.' -Session $alice).Count
            """).Succeeded();
        joined.Lines.Should().Equal("SuperData Inc.", "Admin", "Owner", "Owner", "1");
        shell.Run("Set-MeecoOrganizationMember $organization $alice.UserId Admin -Session $alice").ErrorIds.Should().Equal("LastOwner");
        shell.Run("Remove-MeecoOrganizationMember $organization Nobody -Session $alice -Confirm:$false").ErrorIds.Should().Equal("OrganizationMemberNotFound");
    }

    [Fact]
    public void A_host_that_cannot_ask_binds_nobody()
    {
        using var shell = stage.As("carlos");

        var run = shell.Run("""
            $agent = Connect-MeecoOrganizationService $organization $service -Session $alice
            $invitation = New-MeecoOrganizationInvitation -Session $agent
            Approve-MeecoOrganizationInvitation $invitation.Token
            New-MeecoOrganizationInvitation
            Approve-MeecoOrganizationInvitation (New-MeecoInvitation).Token -Session $bob
            """);

        run.ErrorIds.Should().Equal("ConsentRequired", "NotAnAgent", "NotAnOrganizationInvitation");
        run.Output.Should().BeEmpty();
        run.Transcript.Should().NotContain(shell.Run("$invitation.Token").Lines.Single());
    }

    [Fact]
    public void A_service_is_asked_for_changed_and_deleted_until_it_is_validated()
    {
        using var shell = stage.As("alice");

        var run = shell.Run("""
            $organization | New-MeecoOrganizationService 'Ghost' -WhatIf
            $asked = New-MeecoOrganizationService $organization 'Passing' -Description 'For a while'
            $asked.Status, ($null -ne $asked.KeyPair)
            ($asked | Set-MeecoOrganizationService -Contract 'We keep it.' -PassThru).Contract
            Set-MeecoOrganizationService $organization Passing -Name Ghost -WhatIf
            (Get-MeecoOrganizationService $organization Passing).Description
            Remove-MeecoOrganizationService $organization Passing -WhatIf
            Remove-MeecoOrganizationService $organization Passing -Confirm:$false
            (Get-MeecoOrganizationService 'SuperData Inc.').Name
            """).Succeeded();

        run.Lines.Should().Equal("Requested", "True", "We keep it.", "For a while", "Data Sharing");
        shell.Run("Get-MeecoOrganizationService $organization Passing").ErrorIds.Should().Equal("OrganizationServiceNotFound");
        shell.Run("$service | Set-MeecoOrganizationService -Name Another").ErrorIds.Should().Equal("AlreadyValidated");
        shell.Run("$service | Set-MeecoOrganizationService").ErrorIds.Should().Equal("NothingToChange");
        shell.Run("$service | Remove-MeecoOrganizationService -Confirm:$false").ErrorIds.Should().Equal("AlreadyValidated");
    }

    [Fact]
    public void A_service_connects_to_a_user_who_shares_with_it()
    {
        using var shell = stage.As("carlos");

        var run = shell.Run("""
            $agent = $service | Connect-MeecoOrganizationService -Session $alice
            $agent.Kind
            $invitation = New-MeecoOrganizationInvitation -Session $agent
            $connection = Approve-MeecoOrganizationInvitation $invitation.Token -Force
            $connection.Name, ($connection.UserId -eq $agent.UserId)
            $null = New-MeecoItem custom Shared @{ plate = 'NOTACAT' } | New-MeecoShare -Connection 'Data Sharing'
            @(Get-MeecoShare -Direction Incoming -Session $agent).Count
            """).Succeeded();

        run.Lines.Should().Equal("OrganizationService", "Data Sharing", "True", "1");
    }

    [Theory]
    [InlineData("Get-MeecoOrganization", "SuperData")]
    [InlineData("Get-MeecoOrganizationService $organization", "Validated")]
    [InlineData("Get-MeecoOrganizationMember $organization", "Owner")]
    public void A_listing_fits_the_screen_and_shows_what_is_looked_for(string command, string sought)
    {
        var person = new ScriptedUser();
        using var shell = stage.As("alice", person);

        shell.Run($"{command} | Out-Default").Succeeded();

        person.Shown.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Should().OnlyContain(line => line.Length <= 100 + 10);
        person.Shown.Should().Contain(sought).And.Contain("---", "it is a table");
    }
}
