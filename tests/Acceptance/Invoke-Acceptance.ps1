#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0'; MaximumVersion = '5.99' }

<#
.SYNOPSIS
Runs the acceptance files, or some of them. Start it in a shell of its own, as ./build.ps1 Acceptance does.

.EXAMPLE
pwsh -NoProfile -Command "tests/Acceptance/Invoke-Acceptance.ps1 Shell, Files"
#>
[CmdletBinding()]
param(
    # The files without .Tests.ps1; all of them if none is named.
    [Parameter(Position = 0)]
    [string[]] $Name = '*'
)

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Name | ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" }
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration
"acceptance passed: $($result.PassedCount)"
"acceptance failed: $($result.FailedCount)"
exit [int]($result.Result -ne 'Passed')
