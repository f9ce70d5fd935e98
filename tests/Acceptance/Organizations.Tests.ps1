#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Organizations and their services' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $server = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        Set-MeecoSession $alice
        $WarningPreference = 'SilentlyContinue'
        $organization = New-MeecoOrganization 'SuperData Inc.'
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'are public after the operator has vouched for them' {
        $organization.Status | Should -Be 'Requested'
        Get-MeecoOrganization -Session $bob | Should -BeNullOrEmpty
        $null = dotnet $server.ProgramPath organizations validate $organization.Id --data $server.Path
        (Get-MeecoOrganization -Session $bob).Name | Should -Be 'SuperData Inc.'
    }

    It 'take in members, who are asked first' {
        $agent = Connect-MeecoOrganization $organization
        $invitation = New-MeecoOrganizationInvitation Admin -Session $agent
        $null = Approve-MeecoOrganizationInvitation $invitation.Token -Session $bob -Force
        (Get-MeecoOrganizationMember $organization $bob.UserId).Role | Should -Be 'Admin'
    }

    It 'have services that users share with' {
        $service = New-MeecoOrganizationService $organization 'Data Sharing'
        $null = dotnet $server.ProgramPath services validate $service.Id --data $server.Path
        $agent = $service | Connect-MeecoOrganizationService
        $invitation = New-MeecoOrganizationInvitation -Session $agent
        $null = Approve-MeecoOrganizationInvitation $invitation.Token -Name Sharing -Session $bob -Force
        $null = New-MeecoItem custom Receipt @{ sum = '12' } -Session $bob | New-MeecoShare -Connection Sharing -Session $bob
        @(Get-MeecoShare -Direction Incoming -Session $agent).Count | Should -Be 1
    }

    It 'let a member go' {
        Get-MeecoOrganizationMember $organization $bob.UserId | Remove-MeecoOrganizationMember -Confirm:$false
        @(Get-MeecoOrganizationMember $organization).Count | Should -Be 1
    }

    It 'keep their last owner' {
        { Remove-MeecoOrganizationMember $organization $alice.UserId -Confirm:$false -ErrorAction Stop } | Should -Throw
        (Get-MeecoOrganizationMember $organization).Role | Should -Be 'Owner'
    }
}
