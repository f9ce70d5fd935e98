#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What a newcomer does: the guide, line by line, in a shell that knows nothing but where the package was installed.
Describe 'Getting started' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $guide = Get-Content (Join-Path $PSScriptRoot '..' '..' 'docs' 'guide' 'getting-started.md') -Raw
        $blocks = [regex]::Matches($guide, '(?ms)^```(?<language>powershell|output)\r?\n(?<text>.*?)^```') |
            ForEach-Object { [pscustomobject]@{ Language = $_.Groups['language'].Value; Text = $_.Groups['text'].Value } }
        $prelude = "`$WarningPreference = 'SilentlyContinue'; `$env:PSModulePath = '$Output' + [IO.Path]::PathSeparator + `$env:PSModulePath; Import-Module MeecoPS"
    }

    It 'works as the guide says' {
        $steps = ($blocks | Where-Object Language -eq powershell).Text
        $promised = ($blocks | Where-Object Language -eq output).Text | ForEach-Object { $_.TrimEnd() -split '\r?\n' }
        $steps.Count | Should -BeGreaterThan 8
        Invoke-FreshShell "$prelude`n$($steps -join "`n")" | Should -Be $promised
    }

    It 'completes what the newcomer needs before he has listed anything' {
        $found = Invoke-FreshShell @"
            $prelude
            `$null = Start-MeecoServer
            `$alice = New-MeecoUser -Passphrase (ConvertTo-SecureString 'a passphrase for tests' -AsPlainText -Force)
            foreach (`$line in 'New-Meeco', 'New-MeecoItem -Temp', 'New-MeecoItem -Template veh', 'Get-MeecoItem -Session ali') {
                (TabExpansion2 `$line `$line.Length).CompletionMatches[0].CompletionText
            }
"@
        $found | Should -Be 'New-MeecoChildUser', '-Template', 'vehicle', '$alice'
    }

    It 'has help for every command that the guide names' {
        $named = [regex]::Matches($guide, '[A-Z]\w+-Meeco\w*').Value | Sort-Object -Unique
        $helped = Invoke-FreshShell "$prelude; '$($named -join "','")' | Where-Object { @((Get-Help `$_).Examples.Example).Count -ge 2 -and (Get-Help `$_).Synopsis }"
        $helped | Should -Be $named
    }
}
