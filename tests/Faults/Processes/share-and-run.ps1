#Requires -Version 7.6
# What the processes do that are killed: share everything, and bring everything up to date. It says when it begins.
param([string] $Address, [string] $SessionFile, [string] $Passphrase, [string] $ToShare, [string] $Claims)

Set-MeecoEnvironment "$Address/vault" "$Address/keystore" -TimeoutSec 5
$null = Import-MeecoSession $SessionFile -Passphrase ([System.Net.NetworkCredential]::new('', $Passphrase).SecurePassword)
'begin'
$problems = @()
$recipients = Get-MeecoConnection
Get-MeecoItem -Own -Label "$ToShare *" | New-MeecoShare -Connection $recipients -OnShare -ErrorVariable +problems | Out-Null

# What another session has claimed comes back when its claim lapses, or, with -Force, when its session has ended.
while (Get-MeecoClientTask -State Todo, InProgress) {
    Invoke-MeecoClientTaskBatch -Force:($Claims -eq 'force') | Out-Null
    [System.Threading.Thread]::Sleep(100)
}

Invoke-MeecoClientTaskBatch -State Failed -ErrorVariable +problems | Out-Null
foreach ($problem in $problems | Where-Object FullyQualifiedErrorId -NotLike 'AlreadyShared*') {
    "problem: $($problem.FullyQualifiedErrorId): $problem"
}
'end'
