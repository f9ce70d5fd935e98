#Requires -Version 7.6
#Requires -Modules Microsoft.PowerShell.Utility

<#
.SYNOPSIS
Accepts the shares whose terms have been reviewed before, and lists the others for somebody to read.

.DESCRIPTION
Terms are an agreement: a script must not accept what nobody has read. The reviewed ones are in a CSV file with the columns
Hash, Terms and Decision. Terms that are not there are added with the decision "review", once, however many shares have them;
somebody reads them and writes "accept" or "deny" instead, and the next run acts on it. Word by word the same terms of another
share are the same decision; a changed word is another.
It writes an object for each share that waited.

.EXAMPLE
./review-terms.ps1 -Path terms.csv

.EXAMPLE
./review-terms.ps1 -Path terms.csv -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path
)

function Get-TermsHash([string] $Text) {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Text)
    [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes))
}

$reviewed = @{}
if (Test-Path -LiteralPath $Path) {
    Import-Csv -LiteralPath $Path | ForEach-Object { $reviewed[$_.Hash] = $_.Decision }
}

foreach ($share in Get-MeecoShare -Direction Incoming -Acceptance Required) {
    $hash = Get-TermsHash $share.Terms
    if (-not $reviewed.ContainsKey($hash)) {
        $reviewed[$hash] = 'review'
        [pscustomobject]@{ Hash = $hash; Terms = $share.Terms; Decision = 'review' } | Export-Csv -LiteralPath $Path -Append
    }

    switch ($reviewed[$hash]) {
        'accept' { $share | Approve-MeecoShare -Force }
        'deny' { $share | Deny-MeecoShare }
    }

    [pscustomobject]@{ ShareId = $share.Id; Decision = $reviewed[$hash]; Terms = $share.Terms }
}
