#Requires -Version 7.6
#Requires -Modules Microsoft.PowerShell.Utility

<#
.SYNOPSIS
Makes items of the rows of a CSV file, and shares each with the people whom its row names.

.DESCRIPTION
The file has a column Label, a column Recipients with the names of connections separated by semicolons, and a column for
each slot. An item that is there already, by its label, is changed instead of made anew, and who has his share already is
passed over: so the script can be run again with a file that has grown, or after it broke off.
It writes one object for each share. A recipient who is not connected is one error; the others get theirs.

.EXAMPLE
./share-from-csv.ps1 -Path parts.csv -Terms 'For our department.'

With parts.csv:

Label,Recipients,number,price
Flux capacitor,Bob;Carlos,88,1955
Hoverboard,Bob,2015,12

.EXAMPLE
./share-from-csv.ps1 -Path parts.csv -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    # What recipients agree to before they can read.
    [string] $Terms,

    [string] $Template = 'custom'
)

$existing = @{}
Get-MeecoItem -Own | ForEach-Object { $existing[$_.Label] = $_ }

$conditions = @{}
if ($Terms) {
    $conditions.Terms = $Terms
}

foreach ($row in Import-Csv -LiteralPath $Path) {
    $slots = @{}
    $row.psobject.Properties | Where-Object Name -NotIn Label, Recipients | ForEach-Object { $slots[$_.Name] = $_.Value }

    $item = $existing[$row.Label]
    if (-not $item) {
        $item = New-MeecoItem -Template $Template -Label $row.Label -Slot $slots
    }
    elseif ($slots.Keys | Where-Object { $item[$_] -cne $slots[$_] }) {
        $item | Set-MeecoItem -Slot $slots
    }

    # With -WhatIf a new item was not made, and there is nothing to share yet.
    if ($item) {
        foreach ($recipient in $row.Recipients -split ';' | ForEach-Object Trim | Where-Object { $_ }) {
            $item | New-MeecoShare -Connection $recipient @conditions
        }
    }
}
