#Requires -Version 7.6
#Requires -Modules Microsoft.PowerShell.Utility

<#
.SYNOPSIS
Logs in, does the client tasks that wait and tries those that failed again, and logs out: for a scheduler.

.DESCRIPTION
Account secret and passphrase are the first lines of two files, which only the account that runs the script may read. A line
for each task goes to the output, and the exit code is 1 if one was left undone, so that the scheduler can tell somebody.
The script may be killed and run again, and may run beside another one: a task is done once.

.EXAMPLE
pwsh -NoProfile -File nightly-tasks.ps1 -EnvironmentPath .environment.yaml -SecretPath ~/.meeco/secret -PassphrasePath ~/.meeco/passphrase

.NOTES
cron:     0 3 * * *  pwsh -NoProfile -File /opt/meeco/nightly-tasks.ps1 …
Windows:  schtasks /Create /SC DAILY /ST 03:00 /TN Meeco /TR "pwsh -NoProfile -File C:\meeco\nightly-tasks.ps1 …"
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $SecretPath,

    [Parameter(Mandatory)]
    [string] $PassphrasePath,

    # Where the servers are, as Export-MeecoYaml writes it. By default the file that the session began with.
    [string] $EnvironmentPath,

    # How many tasks at most; the next night does the others.
    [int] $First = 100000
)

$ErrorActionPreference = 'Stop'
Import-Module MeecoPS

function Read-Secret([string] $Path) {
    Get-Content -LiteralPath $Path -TotalCount 1 | ConvertTo-SecureString -AsPlainText
}

if ($EnvironmentPath) {
    Set-MeecoEnvironment -Path $EnvironmentPath
}

$session = Connect-Meeco -Secret (Read-Secret $SecretPath) -Passphrase (Read-Secret $PassphrasePath)
try {
    # An error about one task must not keep the others from being done; what failed is in the results.
    $again = Invoke-MeecoClientTaskBatch -State Failed -First $First -ErrorAction Continue
    $results = @($again) + @(Invoke-MeecoClientTaskBatch -First $First -ErrorAction Continue) | Where-Object { $_ }
    $results | ForEach-Object { "$(Get-Date -Format s) $($_.Outcome) $($_.WorkType) $($_.ItemId) $($_.Reason)".TrimEnd() }
}
finally {
    Disconnect-Meeco $session
}

$undone = @($results | Where-Object Outcome -ne Completed)
"$(Get-Date -Format s) done: $(@($results).Count - $undone.Count), not done: $($undone.Count)"
exit [int]($undone.Count -gt 0)
