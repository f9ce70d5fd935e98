#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'The module' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) "a copied folder $(New-Guid)"
        Copy-Item (Join-Path $Output 'MeecoPS') (Join-Path $folder 'MeecoPS') -Recurse
        $copy = Join-Path $folder 'MeecoPS' 'MeecoPS.psd1'
        $server = Join-Path $Output 'Meeco.Server'
    }

    AfterAll {
        Remove-Item $folder -Recurse -Force
    }

    It 'works from a copied folder, up to making a user and an item' {
        $result = Invoke-FreshShell @"
            Import-Module '$copy'
            `$null = Start-MeecoServer -ServerPath '$server'
            `$passphrase = ConvertTo-SecureString 'a long passphrase' -AsPlainText -Force
            `$null = New-MeecoUser -Passphrase `$passphrase -WarningAction SilentlyContinue
            `$item = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'NOTACAT' }
            (Get-MeecoItem -Item `$item.Id)['licence_plate']
"@
        $result | Should -BeExactly 'NOTACAT'
    }

    It 'is imported twice, and with -Force, without harm' {
        $result = Invoke-FreshShell @"
            Import-Module '$copy'
            Import-Module '$copy'
            Import-Module '$copy' -Force
            (Get-Command -Module MeecoPS).Count
"@
        $declared = (Import-PowerShellDataFile $Manifest).CmdletsToExport.Count
        $result | Should -BeExactly $declared
    }

    It 'takes its commands, its session and its server with it when it is removed' {
        $result = Invoke-FreshShell @"
            Import-Module '$copy'
            `$running = Start-MeecoServer -ServerPath '$server'
            Remove-Module MeecoPS
            `$running.State.ToString()
            Test-Path `$running.Path
            @(Get-Command *-Meeco* -ErrorAction Ignore -Module MeecoPS).Count
"@
        $result | Should -Be 'Stopped', 'False', '0'
    }

    It 'tells about each of its topics' {
        $topics = Invoke-FreshShell @"
            Import-Module '$copy'
            Get-Help about_Meeco* | ForEach-Object Name
"@
        $topics | Should -Contain 'about_MeecoSharing'
    }
}
