#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The scripts of docs/examples that need the shell's own cmdlets, and the test file that the guide to testing shows.
Describe 'The examples' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $docs = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs'))
        $examples = Join-Path $docs examples
        $server = Start-MeecoServer
        $text = 'a passphrase for tests'
        $passphrase = ConvertTo-Passphrase $text
        $alice, $bob, $carlos = 1..3 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        $null = New-MeecoConnection -From $alice -To $carlos -FromName Alice -ToName Carlos
        $WarningPreference = 'SilentlyContinue'

        # A shell of its own finds the module by its name, as it does where it is installed.
        function Invoke-InstalledShell {
            # Whoever calls looks at the exit code himself.
            $PSNativeCommandUseErrorActionPreference = $false
            $path = $env:PSModulePath
            $folders = (Split-Path (Split-Path $Manifest)), (Split-Path (Split-Path (Get-Module Pester).Path)), $path
            $env:PSModulePath = $folders -join [System.IO.Path]::PathSeparator
            try {
                & (Get-Process -Id $PID).Path -NoProfile -NonInteractive @args
            }
            finally {
                $env:PSModulePath = $path
            }
        }
    }

    BeforeEach {
        Set-MeecoSession $alice
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    Context 'share-from-csv' {
        BeforeAll {
            $csv = Join-Path $TestDrive 'parts.csv'
            'Label,Recipients,number,price', 'Flux capacitor,Bob;Carlos,88,1955', 'Hoverboard,Bob,2015,12' | Set-Content $csv
        }

        It 'makes and shares nothing with -WhatIf' {
            & $examples/share-from-csv.ps1 -Path $csv -WhatIf | Should -BeNullOrEmpty
            Get-MeecoItem -Own | Should -BeNullOrEmpty
        }

        It 'shares each row with the people it names' {
            $shares = & $examples/share-from-csv.ps1 -Path $csv -Terms 'For our department.'
            $shares.Count | Should -Be 3
            $shares.AcceptanceStatus | Should -Not -Contain 'NotRequired'
            (Get-MeecoItem -Session $carlos).Label | Should -Be 'Flux capacitor'
        }

        It 'makes nothing twice when the file has grown, and changes what changed' {
            'Label,Recipients,number,price', 'Flux capacitor,Bob;Carlos,88,1956', 'Hoverboard,Bob,2015,12', 'Almanac,Carlos,1,5' | Set-Content $csv
            $shares = & $examples/share-from-csv.ps1 -Path $csv -Terms 'For our department.'
            $shares.Count | Should -Be 4
            @($shares | Where-Object AlreadyShared).Count | Should -Be 3
            @(Get-MeecoItem -Own).Count | Should -Be 3
            (Get-MeecoItem 'Flux capacitor')['price'] | Should -Be '1956'
        }
    }

    Context 'share-report' {
        It 'tells who has what' {
            $report = & $examples/share-report.ps1
            $report.Recipient | Should -Be 'Bob', 'Bob', 'Carlos', 'Carlos'
            $report[0].Item | Should -Be 'Flux capacitor'
            $report.Terms | Should -Be (@('For our department.') * 4)
            ($report | Group-Object Acceptance).Name | Should -Be 'Required'
        }
    }

    Context 'review-terms' {
        BeforeAll {
            $reviews = Join-Path $TestDrive 'terms.csv'
        }

        It 'accepts nothing that nobody has read' {
            Set-MeecoSession $bob
            $waiting = & $examples/review-terms.ps1 -Path $reviews
            $waiting.Decision | Should -Be 'review', 'review'
            @(Get-MeecoShare -Direction Incoming -Acceptance Required).Count | Should -Be 2
            $noted = Import-Csv $reviews
            @($noted).Count | Should -Be 1 -Because 'both have the same terms'
            $noted.Terms | Should -Be 'For our department.'
        }

        It 'accepts them once somebody has' {
            Set-MeecoSession $bob
            Import-Csv $reviews | ForEach-Object { $_.Decision = 'accept'; $_ } | Export-Csv "$reviews.new"
            & $examples/review-terms.ps1 -Path "$reviews.new" -WhatIf | Out-Null
            @(Get-MeecoShare -Direction Incoming -Acceptance Required).Count | Should -Be 2
            $done = & $examples/review-terms.ps1 -Path "$reviews.new"
            $done.Decision | Should -Be 'accept', 'accept'
            Get-MeecoShare -Direction Incoming -Acceptance Required | Should -BeNullOrEmpty
        }

        It 'refuses what is to be refused' {
            Set-MeecoSession $carlos
            Import-Csv $reviews | ForEach-Object { $_.Decision = 'deny'; $_ } | Export-Csv "$reviews.new"
            $null = & $examples/review-terms.ps1 -Path "$reviews.new"
            (Get-MeecoShare -Direction Outgoing -Session $alice).AcceptanceStatus | Should -Contain 'Rejected'
        }
    }

    Context 'nightly-tasks' {
        BeforeAll {
            $secretFile = Join-Path $TestDrive secret
            $passphraseFile = Join-Path $TestDrive passphrase
            $environmentFile = Join-Path $TestDrive '.environment.yaml'
            Get-MeecoAccountSecret -AsPlainText -Session $alice | Set-Content $secretFile
            $text | Set-Content $passphraseFile
            Get-MeecoEnvironment | Export-MeecoYaml $environmentFile
            $night = @(
                '-File', "$examples/nightly-tasks.ps1", '-EnvironmentPath', $environmentFile
                '-SecretPath', $secretFile, '-PassphrasePath', $passphraseFile
            )
        }

        It 'does what waits, and says so' {
            Get-MeecoItem -Own | Set-MeecoItem -Slot @{ price = '20' }
            $waiting = @(Get-MeecoClientTask -State Todo).Count
            $lines = Invoke-InstalledShell @night
            $LASTEXITCODE | Should -Be 0 -Because "$lines"
            $lines[-1] | Should -BeLike "*done: $waiting, not done: 0"
            Get-MeecoClientTask -State Todo | Should -BeNullOrEmpty
            (Get-MeecoItem Hoverboard -Session $bob)['price'] | Should -Be '20'
        }

        It 'does nothing when nothing waits' {
            $lines = Invoke-InstalledShell @night
            $LASTEXITCODE | Should -Be 0
            $lines | Should -BeLike '*done: 0, not done: 0'
        }

        It 'ends with an error when it cannot log in, and shows no secret' {
            'wrong' | Set-Content $passphraseFile
            $lines = Invoke-InstalledShell @night 2>&1 | Out-String
            $LASTEXITCODE | Should -Be 1
            $lines | Should -Not -Match ([regex]::Escape((Get-Content $secretFile)))
        }
    }

    Context 'the guide to testing' {
        It 'shows a test file that passes' {
            $guide = Get-Content (Join-Path $docs guide testing-with-pester.md) -Raw
            $shown = [regex]::Match($guide.ReplaceLineEndings("`n"), '(?s)Save this as `(?<file>[^`]+)`:\n\n```powershell\n(?<text>.*?)\n```')
            $file = Join-Path $TestDrive $shown.Groups['file'].Value
            $shown.Groups['text'].Value | Set-Content $file
            $lines = Invoke-InstalledShell -Command "exit (Invoke-Pester '$file' -PassThru).FailedCount"
            $LASTEXITCODE | Should -Be 0 -Because ($lines -join "`n")
        }
    }
}
