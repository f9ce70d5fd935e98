#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Acting for somebody else' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        Set-MeecoSession $alice
        $null = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'OUTATIME' }
    }

    BeforeEach {
        # Connect-MeecoDelegation makes its session the current one.
        Set-MeecoSession $alice
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'begins with an invitation that Bob accepts' {
        $invitation = New-MeecoDelegationInvitation -Connection Bob -Role Reader
        (Approve-MeecoDelegationInvitation $invitation.Id -Force -Session $bob).State | Should -Be 'Claimed'
    }

    It 'gives him the key when Alice hands it over' {
        (Grant-MeecoDelegation Bob -PassThru -Confirm:$false).State | Should -Be 'KeyShared'
        (Confirm-MeecoDelegation Alice -PassThru -Session $bob).State | Should -Be 'Ready'
    }

    It 'lets him read as Alice' {
        $forAlice = Connect-MeecoDelegation Alice -Session $bob
        $forAlice.ActsFor | Should -Be 'Alice'
        (Get-MeecoItem DeLorean -Session $forAlice)['licence_plate'] | Should -Be 'OUTATIME'
    }

    It 'refuses to let a reader change something' {
        $forAlice = Connect-MeecoDelegation Alice -Session $bob
        { Set-MeecoItem DeLorean @{ licence_plate = 'STOLEN' } -Session $forAlice -ErrorAction Stop } |
            Should -Throw -ErrorId 'DelegationReadOnly*'
    }

    It 'ends at once when Alice removes it' {
        $forAlice = Connect-MeecoDelegation Alice -Session $bob
        Remove-MeecoDelegation Bob -Session $alice -Confirm:$false
        { Get-MeecoItem DeLorean -Session $forAlice -ErrorAction Stop } | Should -Throw -ErrorId 'DelegationNotGranted*'
    }

    It 'is how a parent uses the account of a child' {
        $bart = New-MeecoChildUser Bart -Session $alice | Connect-MeecoDelegation -Session $alice
        (Get-MeecoUser -Session $bart).FullName | Should -Be 'Bart'
        (New-MeecoItem custom Skateboard @{ colour = 'green' } -Session $bart)['colour'] | Should -Be 'green'
        Disconnect-Meeco $bart
    }
}
