#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $missing = 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' |
        Where-Object { -not (Get-Module $_ -ListAvailable) }
    if ($missing) {
        Write-Warning "Skipped: $($missing -join ' and ') is not installed."
    }
}

# A real vault, in a shell and a home of its own: it must not touch the user's.
Describe 'A vault of SecretManagement' -Skip:([bool] $missing) {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) "vault $(New-Guid)"
        $null = New-Item $folder -ItemType Directory
        $home_, $local, $modules = $env:HOME, $env:LOCALAPPDATA, $env:PSModulePath
        $env:HOME = $env:LOCALAPPDATA = $folder
    }

    AfterAll {
        $env:HOME, $env:LOCALAPPDATA, $env:PSModulePath = $home_, $local, $modules
        Remove-Item $folder -Recurse -Force
    }

    It 'keeps a session, which another shell takes up without typing' {
        $server = Join-Path $Output 'Meeco.Server'
        $result = Invoke-FreshShell @"
            `$env:PSModulePath = '$modules'
            `$password = ConvertTo-SecureString 'of the store' -AsPlainText -Force
            Set-SecretStoreConfiguration -Authentication None -Interaction None -Confirm:`$false -Password `$password
            Register-SecretVault -Name Personal -ModuleName Microsoft.PowerShell.SecretStore
            Import-Module '$Manifest'
            `$null = Start-MeecoServer -ServerPath '$server'
            `$passphrase = ConvertTo-SecureString 'a long passphrase' -AsPlainText -Force
            `$alice = New-MeecoUser -Passphrase `$passphrase -WarningAction SilentlyContinue
            Export-MeecoSession -Vault Personal
            try { Export-MeecoSession -Vault Personal } catch { `$_.FullyQualifiedErrorId.Split(',')[0] }
            Export-MeecoSession -Vault Personal -Name sealed -Passphrase `$passphrase
            (Get-Secret MeecoSession -Vault Personal).GetType().Name
            `$again = & (Get-Process -Id `$PID).Path -NoProfile -NonInteractive -Command {
                param(`$paths, `$manifest)
                `$env:PSModulePath = `$paths
                Import-Module `$manifest
                (Import-MeecoSession -Vault Personal).UserId
            } -args `$env:PSModulePath, '$Manifest'
            `$again -eq `$alice.UserId
            (Import-MeecoSession sealed -Vault Personal -Passphrase `$passphrase).UserId -eq `$alice.UserId
            try { Import-MeecoSession nothing -Vault Personal } catch { `$_.FullyQualifiedErrorId.Split(',')[0] }
"@
        $result | Should -Be 'SecretExists', 'SecureString', 'True', 'True', 'SecretNotFound'
    }
}
