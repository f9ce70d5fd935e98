#Requires -Version 7.6
#Requires -Modules Microsoft.PowerShell.Utility

<#
.SYNOPSIS
Tells who has what: a line for each share of everything that the current user shares.

.DESCRIPTION
The objects go into Export-Csv, ConvertTo-Html, Group-Object or a table. On-shares that a recipient made are his; that he may
make them shows in the column OnShare.

.EXAMPLE
./share-report.ps1 | Export-Csv who-has-what.csv

.EXAMPLE
./share-report.ps1 | Group-Object Recipient -NoElement

.EXAMPLE
./share-report.ps1 | Where-Object { $_.Acceptance -eq 'Required' }

Who has not answered yet.
#>
[CmdletBinding()]
param()

# Two lists: the number of calls does not grow with the number of items.
$labels = @{}
Get-MeecoItem | ForEach-Object { $labels[$_.Id] = $_.Label }

Get-MeecoShare -Direction Outgoing | ForEach-Object {
    [pscustomobject]@{
        Recipient  = $_.ConnectionName ?? $_.RecipientId
        Item       = $labels[$_.ItemId] ?? $_.ItemId
        Slot       = $_.SlotName
        Acceptance = $_.AcceptanceStatus
        OnShare    = $_.SharingMode -eq 'Anyone'
        Expires    = $_.ExpiresAt
        Terms      = $_.Terms
        ShareId    = $_.Id
    }
} | Sort-Object Recipient, Item
