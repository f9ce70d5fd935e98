#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'A catalogue for a department' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob, $carlos = 1..3 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        $null = New-MeecoConnection -From $alice -To $carlos -FromName Alice -ToName Carlos
        $connections = Get-MeecoConnection -Session $alice

        # So many that several pages, groups and windows are filled; a real catalogue has as many, or more.
        $count = [int]($env:MEECO_ACCEPTANCE_ITEMS ?? 250)
        Set-MeecoSession $alice
        1..$count | ForEach-Object { [pscustomobject]@{ Label = "Part $_"; Slot = @{ number = "$_"; price = '10'; stock = 'yes' } } } |
            New-MeecoItem -Template custom | Out-Null
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'tells what sharing it would take' {
        $lines = Invoke-FreshShell "
            Import-Module '$Manifest'
            `$null = Start-MeecoServer
            `$p = ConvertTo-SecureString x -AsPlainText -Force
            `$a, `$b = 1..2 | ForEach-Object { New-MeecoUser -Passphrase `$p -WarningAction SilentlyContinue }
            `$null = New-MeecoConnection -From `$a -To `$b -ToName Bob
            Set-MeecoSession `$a
            1..3 | ForEach-Object { `$null = New-MeecoItem custom `"Part `$_`" @{ number = `$_ } }
            Get-MeecoItem -Own | New-MeecoShare -Connection Bob -WhatIf"
        $lines[-1] | Should -BeLike '*3 share(s) to make in 3 call(s), 0 already there*'
    }

    It 'shares it with everybody' {
        $shares = Get-MeecoItem -Own | New-MeecoShare -Connection $connections -Terms 'For our department.' -ThrottleLimit 8
        $shares.Count | Should -Be (2 * $count)
        $shares.AlreadyShared | Should -Not -Contain $true
    }

    It 'makes no share twice when it is run again' {
        $shares = Get-MeecoItem -Own | New-MeecoShare -Connection $connections -Terms 'For our department.'
        $shares.Count | Should -Be (2 * $count)
        $shares.AlreadyShared | Should -Not -Contain $false
        @(Get-MeecoShare -Direction Outgoing).Count | Should -Be (2 * $count)
    }

    It 'lets a recipient accept all of it' {
        Get-MeecoShare -Direction Incoming -Acceptance Required -Session $bob | Approve-MeecoShare -Force -Session $bob
        @(Get-MeecoItem -Session $bob | Where-Object { $_['price'] -eq '10' }).Count | Should -Be $count
    }

    It 'brings every change to every recipient' {
        Get-MeecoItem -Own | Set-MeecoItem -Slot @{ price = '12' } -WarningAction SilentlyContinue
        $results = Invoke-MeecoClientTaskBatch -ThrottleLimit 8
        $results.Count | Should -Be $count
        $results.Outcome | Should -Not -Contain 'Failed'
        ($results | Measure-Object SharesUpdated -Sum).Sum | Should -Be (2 * $count)
        @(Get-MeecoItem -Session $bob | Where-Object { $_['price'] -eq '12' }).Count | Should -Be $count
        Invoke-MeecoClientTaskBatch | Should -BeNullOrEmpty
    }

    It 'names a bad object and goes on with the rest' {
        $wanted = @([guid]::NewGuid(); Get-MeecoItem 'Part 1'; Get-MeecoItem 'Part 2')
        $shares = $wanted | New-MeecoShare -Connection Bob -Slot number -ErrorVariable problems -ErrorAction SilentlyContinue
        $shares.Count | Should -Be 2
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ItemNotFound*'
        $problems[0].TargetObject | Should -Be $wanted[0]
    }
}
