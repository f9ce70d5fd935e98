#Requires -Version 7.6

<#
.SYNOPSIS
Builds, shows, tests and packs MeecoPS from a PowerShell prompt.

.DESCRIPTION
Build leaves the module in out/MeecoPS and the server in out/Meeco.Server.
Demo builds and tells the on-sharing story in a PowerShell of its own.
Test builds and runs the .NET tests and the acceptance files.
Acceptance runs the acceptance files (Pester 5) alone, against what was built.
Bench measures the cmdlets beside Meeco's published packages and renews docs/performance.md, which takes half an hour.
Help makes what Get-Help reads from the pages in docs/en-US (Microsoft.PowerShell.PlatyPS 1.0 or later).
Package builds a release: out/MeecoPS.<version>.nupkg for the gallery, and out/Meeco.Server.<version>.zip, which
Start-MeecoServer finds beside the module. It tests the manifest too.

.EXAMPLE
./build.ps1 Demo

.EXAMPLE
./build.ps1 Test, Package
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Demo', 'Test', 'Acceptance', 'Bench', 'Help', 'Package')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-StrictMode -Version Latest

$out = Join-Path $PSScriptRoot 'out'

function Invoke-BuildTask {
    dotnet build $PSScriptRoot
}

function Invoke-DemoTask {
    Invoke-BuildTask

    # A process of its own: the module's assemblies stay locked in this one, and could not be built again.
    & ([System.Environment]::ProcessPath) -NoProfile -File (Join-Path $PSScriptRoot 'docs/examples/on-sharing.ps1')
}

function Invoke-TestTask {
    dotnet test --solution (Join-Path $PSScriptRoot 'MeecoPS.sln')
    Invoke-AcceptanceTask
}

function Invoke-AcceptanceTask {
    $pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Select-Object -First 1
    if (-not $pester) {
        'Pester 5 is not installed: the acceptance files were not run.'
        return
    }

    # A process of its own, as users have one: nothing of this one is there, and the module's assemblies are not locked here.
    & ([System.Environment]::ProcessPath) -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'tests/Acceptance/Invoke-Acceptance.ps1')
}

function Invoke-BenchTask {
    dotnet run --configuration Release --project (Join-Path $PSScriptRoot 'tests/Benchmarks')
}

function Invoke-HelpTask {
    $platyPS = Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object { $_.Version.Major -ge 1 } | Select-Object -First 1
    if (-not $platyPS) {
        'Microsoft.PowerShell.PlatyPS 1.0 is not installed: the help was not made anew.'
        return
    }

    # A process of its own: PlatyPS brings another YamlDotNet than the module does.
    & ([System.Environment]::ProcessPath) -NoProfile -File (Join-Path $PSScriptRoot 'docs/Export-Help.ps1')
}

function Invoke-PackageTask {
    # What an earlier build left behind must not be shipped.
    foreach ($name in 'MeecoPS', 'Meeco.Server', '*.nupkg', '*.zip') {
        Remove-Item (Join-Path $out $name) -Recurse -Force -ErrorAction Ignore
    }

    dotnet build $PSScriptRoot --configuration Release
    $null = Test-ModuleManifest (Join-Path $out 'MeecoPS/MeecoPS.psd1')
    Get-ChildItem $out -File | Where-Object Extension -in '.nupkg', '.zip' | ForEach-Object FullName
}

foreach ($name in $Task) {
    & "Invoke-${name}Task"
}
