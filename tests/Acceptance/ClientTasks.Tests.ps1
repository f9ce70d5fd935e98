#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Client tasks' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        Set-MeecoSession $alice
        $WarningPreference = 'SilentlyContinue'
        $items = 1..3 | ForEach-Object { New-MeecoItem custom "Part $_" @{ price = '10' } }
        $null = $items | New-MeecoShare -Connection Bob
    }

    BeforeEach {
        $null = Invoke-MeecoClientTaskBatch
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'are one for each changed item, however often it changed' {
        $items[0] | Set-MeecoItem -Slot @{ price = '11' }
        $items[0] | Set-MeecoItem -Slot @{ price = '12' }
        $items[1] | Set-MeecoItem -Slot @{ price = '12' }
        @(Get-MeecoClientTask -State Todo).Count | Should -Be 2
        (Get-MeecoClientTask -State Todo -Item $items[0]).WorkType | Should -Be 'update_item_shares'
    }

    It 'are announced by a warning' {
        $items[0] | Set-MeecoItem -Slot @{ price = '13' } -WarningVariable warned
        $warned | Should -BeLike '*1 outstanding client task*'
    }

    It 'bring the new value to the recipient' {
        $items[0] | Set-MeecoItem -Slot @{ price = '14' }
        (Get-MeecoItem 'Part 1' -Session $bob)['price'] | Should -Not -Be '14'
        $result = Invoke-MeecoClientTaskBatch
        $result.Outcome | Should -Be 'Completed'
        $result.SharesUpdated | Should -Be 1
        $result.ItemLabel | Should -Be 'Part 1'
        (Get-MeecoItem 'Part 1' -Session $bob)['price'] | Should -Be '14'
    }

    It 'are done no more than asked for' {
        $items | Set-MeecoItem -Slot @{ price = '15' }
        @(Invoke-MeecoClientTaskBatch -First 1).Count | Should -Be 1
        @(Get-MeecoClientTask -State Todo).Count | Should -Be 2
    }

    It 'can be taken up by hand, and given back' {
        $items[2] | Set-MeecoItem -Slot @{ price = '16' }
        $task = Get-MeecoClientTask -State Todo
        (Set-MeecoClientTask $task InProgress -PassThru).State | Should -Be 'InProgress'
        (Set-MeecoClientTask $task Todo -PassThru).State | Should -Be 'Todo'
    }

    It 'stay with -WhatIf' {
        $items[0] | Set-MeecoItem -Slot @{ price = '17' }
        Invoke-MeecoClientTaskBatch -WhatIf
        @(Get-MeecoClientTask -State Todo).Count | Should -Be 1
    }

    It 'need not be waited for with Update-MeecoShare' {
        $items[1] | Set-MeecoItem -Slot @{ price = '18' }
        $null = $items[1] | Update-MeecoShare
        (Get-MeecoItem 'Part 2' -Session $bob)['price'] | Should -Be '18'
    }
}
