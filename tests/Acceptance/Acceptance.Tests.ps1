#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'What a share permits, and for how long' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob, $carlos = 1..3 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        $null = New-MeecoConnection -From $bob -To $carlos -FromName Bob -ToName Carlos
        Set-MeecoSession $alice

        # Each test shares an item of its own, so that none depends on another.
        function New-SharedItem([string] $Label, [hashtable] $Share = @{}) {
            New-MeecoItem -Template custom -Label $Label -Slot @{ code = '1955' } -Session $alice |
                New-MeecoShare -Connection Bob -Session $alice @Share
        }
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    Context 'terms' {
        It 'asks Bob to accept before he reads' {
            $share = New-SharedItem Terms @{ Terms = 'Keep it locked.' }
            $received = Get-MeecoShare $share.Id -Session $bob
            { Get-MeecoItem $received -Session $bob -ErrorAction Stop } |
                Should -Throw -ErrorId 'ShareNotAccepted*'
            $share | Approve-MeecoShare -Force -Session $bob
            (Get-MeecoItem Terms -Session $bob)['code'] | Should -Be '1955'
        }

        It 'lets Bob refuse, and tells Alice' {
            $share = New-SharedItem Refused @{ Terms = 'Wash it every day.' }
            $share | Deny-MeecoShare -Session $bob
            (Get-MeecoShare $share.Id).AcceptanceStatus | Should -Be 'Rejected'
            Get-MeecoItem -Label Refused -Session $bob | Should -BeNullOrEmpty
        }

        It 'does not agree with -WhatIf' {
            $share = New-SharedItem Unanswered @{ Terms = 'Think first.' }
            $share | Approve-MeecoShare -WhatIf -Session $bob
            (Get-MeecoShare $share.Id).AcceptanceStatus | Should -Be 'Required'
        }

        It 'needs no answer where there are none' {
            (New-SharedItem Gift).AcceptanceStatus | Should -Be 'NotRequired'
            (Get-MeecoItem Gift -Session $bob)['code'] | Should -Be '1955'
        }
    }

    Context 'sharing on' {
        It 'is refused where Alice has not allowed it' {
            $null = New-SharedItem Private
            $copy = Get-MeecoItem Private -Session $bob
            $problem = { $copy | New-MeecoShare -Connection Carlos -Session $bob -ErrorAction Stop } | Should -Throw -PassThru
            $problem.FullyQualifiedErrorId | Should -BeLike 'OnShareNotPermitted*'
            $problem.TargetObject | Should -Be $copy
        }

        It 'is done where she has, on terms of his own' {
            $null = New-SharedItem Public @{ OnShare = $true }
            $onShare = Get-MeecoItem Public -Session $bob | New-MeecoShare -Connection Carlos -Terms 'Only on Sundays.' -Session $bob
            $onShare.Terms | Should -Be 'Only on Sundays.'
            $onShare | Approve-MeecoShare -Force -Session $carlos
            $slot = (Get-MeecoItem Public -Session $carlos).Slots | Where-Object Name -eq code
            $slot.Value | Should -Be '1955'
            $slot.Verification | Should -Be 'Verified'
        }

        It 'ends when Alice takes the permission back' {
            $share = New-SharedItem Withdrawn @{ OnShare = $true }
            $null = Get-MeecoItem Withdrawn -Session $bob | New-MeecoShare -Connection Carlos -Session $bob
            @(Get-MeecoItem -Label Withdrawn -Session $carlos).Count | Should -Be 1
            $share | Set-MeecoShare -SharingMode Owner
            Get-MeecoItem -Label Withdrawn -Session $carlos | Should -BeNullOrEmpty
            (Get-MeecoItem Withdrawn -Session $bob)['code'] | Should -Be '1955'
        }
    }

    Context 'the end' {
        It 'is inherited by what is shared on, and may not be later' {
            $null = New-SharedItem Lent @{ OnShare = $true; ExpiresAt = '2098-12-31' }
            $copy = Get-MeecoItem Lent -Session $bob
            { $copy | New-MeecoShare -Connection Carlos -ExpiresAt 2099-12-31 -Session $bob -ErrorAction Stop } |
                Should -Throw -ErrorId 'ShareExpiresTooLate*'
            ($copy | New-MeecoShare -Connection Carlos -Session $bob).ExpiresAt.Year | Should -Be 2098
        }

        It 'takes the values away from both when it comes' {
            $share = New-SharedItem Expiring @{ OnShare = $true }
            $null = Get-MeecoItem Expiring -Session $bob | New-MeecoShare -Connection Carlos -Session $bob
            $share | Set-MeecoShare -ExpiresAt ([DateTimeOffset]::UtcNow.AddSeconds(1))
            for ($patience = 100; $patience -and (Get-MeecoItem -Label Expiring -Session $bob)['code']; $patience--) {
                Start-Sleep -Milliseconds 100
            }

            (Get-MeecoItem -Label Expiring -Session $bob)['code'] | Should -BeNullOrEmpty
            (Get-MeecoItem -Label Expiring -Session $carlos)['code'] | Should -BeNullOrEmpty
            (Get-MeecoItem Expiring)['code'] | Should -Be '1955'
        }
    }

    Context 'taking it back' {
        It 'takes it from everybody who has it through that share' {
            $share = New-SharedItem Revoked @{ OnShare = $true }
            $null = Get-MeecoItem Revoked -Session $bob | New-MeecoShare -Connection Carlos -Session $bob
            $share | Remove-MeecoShare -Confirm:$false
            Get-MeecoItem -Label Revoked -Session $bob | Should -BeNullOrEmpty
            Get-MeecoItem -Label Revoked -Session $carlos | Should -BeNullOrEmpty
            (Get-MeecoItem Revoked)['code'] | Should -Be '1955'
        }

        It 'ends with the connection' {
            $null = New-SharedItem Parted
            Remove-MeecoConnection Bob -Confirm:$false -WarningAction SilentlyContinue
            Get-MeecoItem -Label Parted -Session $bob | Should -BeNullOrEmpty
        }
    }
}
