#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'The story of Alice, Bob and Carlos, from the pipeline' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob, $carlos = 1..3 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $toBob = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        $null = New-MeecoConnection -From $bob -To $carlos -FromName Bob -ToName Carlos
        Set-MeecoSession $alice
        $item = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'NotACatDefsACar' }
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'shares what Where-Object lets through' {
        $share = Get-MeecoItem | Where-Object Label -like 'De*' |
            New-MeecoShare -Connection $toBob -Terms 'Do not tell Biff.' -OnShare
        $share.AcceptanceStatus | Should -Be 'Required'
        $share.SharingMode | Should -Be 'Anyone'
    }

    It 'refuses Bob before he accepts, and says how' {
        Set-MeecoSession $bob
        $received = Get-MeecoItem | Where-Object Label -eq DeLorean
        $received['licence_plate'] | Should -BeNullOrEmpty
        $problem = { Get-MeecoItem $received -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'ShareNotAccepted*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Approve-MeecoShare*'
    }

    It 'shows Bob the terms' {
        $waiting = Get-MeecoShare -Direction Incoming -Acceptance Required
        (Get-MeecoShare -Id $waiting.Id).Terms | Should -BeExactly 'Do not tell Biff.'
    }

    It 'lets Bob accept, read and share on' {
        Get-MeecoShare -Direction Incoming -Acceptance Required | Approve-MeecoShare -Force
        (Get-MeecoItem DeLorean)['licence_plate'] | Should -BeExactly 'NotACatDefsACar'
        $null = Get-MeecoItem DeLorean | New-MeecoShare -Connection Carlos -Terms 'Only on Sundays.'
    }

    It 'lets Carlos accept and read' {
        Set-MeecoSession $carlos
        Get-MeecoShare -Direction Incoming -Acceptance Required | Approve-MeecoShare -Force
        (Get-MeecoItem DeLorean)['licence_plate'] | Should -BeExactly 'NotACatDefsACar'
        (Get-MeecoItem DeLorean).Slots | Where-Object Name -eq 'licence_plate' |
            ForEach-Object Verification | Should -Be 'Verified'
    }

    It 'brings everybody up to date with one batch' {
        Set-MeecoSession $alice
        $null = $item | Set-MeecoItem -Slot @{ licence_plate = 'OUTATIME' } -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike '*1*outstanding*'
        @(Get-MeecoClientTask -State Todo).Count | Should -Be 1
        (Invoke-MeecoClientTaskBatch).Outcome | Should -Be 'Completed'
        (Get-MeecoItem DeLorean -Session $bob)['licence_plate'] | Should -BeExactly 'OUTATIME'
        (Get-MeecoItem DeLorean -Session $carlos)['licence_plate'] | Should -BeExactly 'OUTATIME'
    }
}
