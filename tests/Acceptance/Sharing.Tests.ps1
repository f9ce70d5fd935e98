#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Sharing, from the pipeline' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob, $carlos = 1..3 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $toBob = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        $toCarlos = New-MeecoConnection -From $bob -To $carlos -FromName Bob -ToName Carlos
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    Context 'the story of Alice, Bob and Carlos' {
        BeforeAll {
            Set-MeecoSession $alice
            $item = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'NotACatDefsACar' }
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

    Context 'with the shell''s own cmdlets' {
        BeforeAll {
            Set-MeecoSession $alice
            1..12 | ForEach-Object { [pscustomobject]@{ Label = "Note $_"; Slot = @{ note = "number $_" } } } |
                New-MeecoItem -Template custom | Out-Null
        }

        It 'stops reading when Select-Object has enough' {
            @(Get-MeecoItem | Select-Object -First 3).Count | Should -Be 3
            @(Get-MeecoItem -Label 'Note *' | New-MeecoShare -Connection $toBob | Select-Object -First 2).Count | Should -Be 2
        }

        It 'gives objects that sort, group and export' {
            $path = Join-Path $TestDrive 'items.csv'
            Get-MeecoItem -Label 'Note *' | Sort-Object Label | Select-Object Label, Id | Export-Csv $path
            $back = Import-Csv $path
            $back.Count | Should -Be 12
            @($back | Get-MeecoItem).Count | Should -Be 12
        }

        It 'shares one session with parallel runspaces' {
            $labels = Get-MeecoItem -Label 'Note *' | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:Manifest
                (Get-MeecoItem -Item $_.Id -Session $using:alice).Label
            }
            $labels.Count | Should -Be 12
            Get-MeecoSession | Should -Contain $alice -Because 'a runspace that only used the session does not end it'
        }

        It 'changes nothing with -WhatIf' {
            $before = @(Get-MeecoItem).Count
            Get-MeecoItem -Label 'Note *' | Remove-MeecoItem -WhatIf
            @(Get-MeecoItem).Count | Should -Be $before
        }

        It 'names the user''s own object in an error and goes on with the rest' {
            $known = (Get-MeecoItem -Label 'Note 1').Id
            $unknown = [guid]::NewGuid()
            $read = @($unknown, $known | Get-MeecoItem -ErrorVariable problems -ErrorAction SilentlyContinue)
            $read.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'ItemNotFound*'
            $problems[0].TargetObject | Should -Be $unknown
        }
    }
}
