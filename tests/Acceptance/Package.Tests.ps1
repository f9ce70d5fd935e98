#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PSResourceGet'; ModuleVersion = '1.1' }

# The package in the hands of the gallery's own client, which needs no gallery: a folder is a repository too.
Describe 'The package' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $repository = "MeecoPS-$(New-Guid)"
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) $repository
        $null = New-Item $folder -ItemType Directory
        Register-PSResourceRepository -Name $repository -Uri $Package.DirectoryName -Trusted
    }

    AfterAll {
        Unregister-PSResourceRepository -Name $repository
        Remove-Item $folder -Recurse -Force
    }

    It 'is found with its links and tags' {
        $found = Find-PSResource MeecoPS -Repository $repository -Prerelease

        $found.Type | Should -Be 'Module'
        $found.Tags | Should -Contain 'PSEdition_Core'
        $found.ProjectUri, $found.LicenseUri, $found.ReleaseNotes | Should -Match '^https://'
    }

    It 'is installed as a module whose manifest is clean, and starts the server beside it' {
        Save-PSResource MeecoPS -Repository $repository -Prerelease -Path $folder
        $installed = (Get-Item (Join-Path $folder 'MeecoPS' '*' 'MeecoPS.psd1')).FullName
        $module = Test-ModuleManifest $installed -WarningVariable warnings
        $null = New-Item (Join-Path $folder 'Meeco.Server') -ItemType SymbolicLink -Target (Join-Path $Output 'Meeco.Server')

        $warnings | Should -BeNullOrEmpty
        $module.CompatiblePSEditions | Should -Be 'Core'
        Invoke-FreshShell "Import-Module '$installed'; (Start-MeecoServer).State.ToString()" | Should -Be 'Running'
    }
}
